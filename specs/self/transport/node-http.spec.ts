/** node-http replaces the `api` driver's transport for mutation runs with
 * thousands of requests: both must give the same exchanges. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import { createServer as createTcpServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { expect, test } from '@playwright/test'
import {
  runWithFaults,
  openWorkerContext,
} from '../../../src/mutation/worker-context.ts'
import type { WorkerContext } from '../../../src/mutation/worker-context.ts'
import { selectCases } from '../../../src/mutation/test-selection.ts'
import { judgeMutant } from '../../../src/mutation/judge.ts'
import { createPlaywrightTransport } from '../../../src/transport/playwright.ts'
import { defaultLimits } from '../../../src/transport/transport.ts'
import type { Transport } from '../../../src/transport/transport.ts'
import { createNodeHttpTransport } from '../../../src/transport/node-http.ts'
import type { Exchange } from '../../../src/model/exchange.ts'
import { mutants } from '../../../src/sandbox/mutants/catalogue.ts'
import type { Mutant } from '../../../src/sandbox/mutants/mutant.ts'
import { equivalentMutants } from '../../../src/sandbox/mutants/equivalent.ts'
import { startSandbox } from '../../../src/sandbox/server.ts'

/** A sandbox whose responses depend only on the request. */
const seed = {
  apiKey: 'seam_test1_key',
  workspaceId: '5b1d4e0e-2f3c-4a57-9d55-1c0a7f1e0001',
}

const anyUuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
const anyToken = /seam_cst\w+/g
const anyInstant = /\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)/g

function same(text: string): string {
  return text
    .replaceAll(anyUuid, 'UUID')
    .replaceAll(anyToken, 'TOKEN')
    .replaceAll(anyInstant, 'INSTANT')
}

/** What two transports must agree on: all but times and new tokens. */
function seenOf({ result, fidelity }: Exchange) {
  if (result.kind === 'no-reply') {
    return { fidelity, kind: result.kind, reason: result.reason }
  }
  return {
    fidelity,
    status: result.status,
    statusText: result.statusText,
    isUtf8: result.isUtf8,
    // The length of a compressed instant or token differs by a byte.
    headers: result.headers
      .filter(([name]) => !/^(?:date|content-length)$/i.test(name))
      .map(([name, value]) => [name, same(value)]),
    body: same(result.body),
  }
}

/** Creates a session, and calls the operation with its id. */
async function observe(
  open: (url: string) => Transport | Promise<Transport>,
  { faults, operations = [] }: Pick<Mutant, 'faults'> & Partial<Mutant>,
) {
  const sandbox = await startSandbox({ seed, faults: faults() })
  const driver = await open(sandbox.url)
  const send = (operation: string, body: object) => {
    const [method = '', path = ''] = operation.split(' ')
    const isQueried = method === 'GET' || method === 'DELETE'
    return driver.send({
      method: method as 'POST', // or another of the five, from the catalogue
      path,
      query: isQueried ? Object.entries(body) : [],
      headers: [
        ['authorization', `Bearer ${seed.apiKey}`],
        ['content-type', 'application/json'],
      ],
      ...(!isQueried && { body: JSON.stringify(body) }),
    })
  }
  try {
    const key = { user_identifier_key: 'a' }
    const seen = [seenOf(await send('PUT /client_sessions/create', key))]
    for (const operation of operations.slice(0, 4)) {
      const isEnding = /revoke|delete/.test(operation)
      const body = isEnding ? { client_session_id: 'none' } : key
      seen.push(seenOf(await send(operation, body)))
    }
    return seen
  } finally {
    await driver.close()
    await sandbox.stop()
  }
}

const limits = { ...defaultLimits, timeoutMs: 600, maxBodyBytes: 100_000 }

/** The first of each finding code, and everything that breaks a connection. */
const sample = mutants.filter(
  ({ caughtBy: { class: found, code }, id }, index) =>
    !id.startsWith('slow/') &&
    (found === 'outage' ||
      mutants.findIndex((it) => it.caughtBy.code === code) === index),
)

for (const one of [...sample, ...equivalentMutants]) {
  test(`both transports give the same exchange for ${one.id}`, async () => {
    // At once: where nothing arrives, each waits for its time limit.
    const [light, api] = await Promise.all([
      observe((url) => createNodeHttpTransport(url, limits), one),
      observe((url) => createPlaywrightTransport(url, limits), one),
    ])
    expect(light).toEqual(api)
  })
}

test('both transports reach an IPv6 address', async () => {
  const server = createServer((_incoming, outgoing) => outgoing.end('{}'))
  const isHere = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false))
    server.listen(0, '::1', () => resolve(true))
  })
  test.skip(!isHere, 'this machine has no IPv6')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  try {
    for (const create of [createNodeHttpTransport, createPlaywrightTransport]) {
      const driver = await create(`http://[::1]:${port}`, limits)
      const { result } = await driver.send({
        method: 'GET',
        path: '/',
        query: [],
        headers: [],
      })
      await driver.close()
      expect(result).toMatchObject({ kind: 'reply', status: 200 })
    }
  } finally {
    server.closeAllConnections()
    server.close()
  }
})

for (const [what, text, expected] of [
  [
    'a 100 before the response',
    'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}',
    { status: 200, body: '{}' },
  ],
  [
    'a 103 before the response',
    'HTTP/1.1 103 Early Hints\r\nlink: a\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}',
    { status: 200, body: '{}' },
  ],
  [
    'a 304 with the content length of what it stands for',
    'HTTP/1.1 304 Not Modified\r\ncontent-length: 3\r\n\r\n',
    { status: 304, body: '' },
  ],
  [
    'a status text that is not ASCII',
    'HTTP/1.1 200 Gr\u00fc\u00df\r\nA: \u00fc\r\na: 2\r\ncontent-length: 0\r\n\r\n',
    { status: 200, statusText: 'Gr\u00fc\u00df' },
  ],
  [
    'bytes beyond the content length',
    'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}more',
    { reason: 'malformed' },
  ],
  [
    'a switch to another protocol',
    'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: a\r\n\r\n',
    { reason: 'timeout' },
  ],
] as const) {
  test(`both transports give the same exchange for ${what}`, async () => {
    const server = createTcpServer((socket) => {
      socket.on('error', () => {})
      socket.once('data', () => socket.write(Buffer.from(text, 'latin1')))
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const { port } = server.address() as AddressInfo // it listens on TCP
    for (const create of [createNodeHttpTransport, createPlaywrightTransport]) {
      const driver = await create(`http://127.0.0.1:${port}`, limits)
      const exchange = await driver.send({
        method: 'GET',
        path: '/',
        query: [],
        headers: [],
      })
      await driver.close()
      expect(seenOf(exchange)).toMatchObject(expected)
    }
    server.close()
  })
}

type Usual = {
  readonly baseline: {
    readonly context: WorkerContext
    readonly known: ReadonlySet<string>
  }
}

/** `baseline`: the scenarios, and the findings of a sandbox without a fault. */
const onBench = test.extend<object, Usual>({
  baseline: [
    async ({}, use) => {
      const context = await openWorkerContext()
      const found = await runWithFaults(context, { faults: {}, of: 'both' })
      await use({ context, known: new Set(found.map((it) => it.fingerprint)) })
    },
    { scope: 'worker' },
  ],
})

/** The mutant of a class that the fewest cases can show. */
function cheapestOf(
  name: string,
  { plans, cells, reads }: WorkerContext,
): Mutant {
  const ofClass = mutants.filter(
    ({ caughtBy, needs }) => caughtBy.class === name && needs === undefined,
  )
  const [cheapest] = ofClass
    .toReversed() // slow operations: the last one is called least often
    .map((mutant) => {
      const { operations, cells: isOfCells } = mutant
      const all = isOfCells ? [...plans, ...cells] : plans
      const selection = { operations, isTimedOnly: name === 'latency' }
      const faults = mutant.faults()
      const chosen = selectCases(all, { faults, selection, reads })
      return { mutant, steps: chosen.flatMap(({ steps }) => steps).length }
    })
    .toSorted((a, b) => a.steps - b.steps)
  if (!cheapest) throw new Error('the class has no mutant')
  return cheapest.mutant
}

const classes = [...new Set(mutants.map(({ caughtBy }) => caughtBy.class))]
for (const name of classes) {
  onBench(
    `the api driver itself kills a mutant of the class ${name}`,
    async ({ baseline: { context, known } }) => {
      test.setTimeout(600_000)
      const mutant = cheapestOf(name, context)
      const found = await runWithFaults(context, {
        faults: mutant.faults(),
        operations: mutant.operations,
        isTimedOnly: name === 'latency',
        of: mutant.cells ? 'both' : 'scenarios',
        open: ({ endpoint }, given) =>
          createPlaywrightTransport(endpoint, given),
        ...(mutant.limits && { limits: mutant.limits }),
      })
      expect(judgeMutant(mutant, { found, baseline: known }).status).toBe(
        'killed',
      )
    },
  )
}
