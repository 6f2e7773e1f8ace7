import { execFileSync } from 'node:child_process'
import {
  mkdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import type { TestInfo } from '@playwright/test'
import { tagOf } from '../../../src/auth/own-call.ts'
import { authenticate } from '../../../src/auth/credential.ts'
import { targetOf } from '../../../src/auth/embedded.ts'
import { ledgerFolder } from '../../../src/cleanup/ledger.ts'
import { readLedgers } from '../../../src/cleanup/read-ledgers.ts'
import { sweepTarget } from '../../../src/cleanup/sweep-target.ts'
import type { Swept } from '../../../src/model/swept.ts'
import { startSandbox } from '../../../src/sandbox/server.ts'
import type { Sandbox } from '../../../src/sandbox/server.ts'
import { createNodeHttpTransport } from '../../../src/transport/node-http.ts'
import { defaultLimits } from '../../../src/transport/transport.ts'
import { contract } from '../kit.ts'
import { put, touched } from './strangers.ts'

const run = '0a1b2c3d'
const expiresAt = '2031-02-03T04:05:06.789Z'

function sweep(sandbox: Sandbox, info: TestInfo): Promise<Swept> {
  return sweepTarget({
    when: 'by hand',
    target: {
      ...targetOf(sandbox),
      keyring: { api_key: sandbox.seed.apiKey },
    },
    contract,
    limits: defaultLimits,
    reportsDir: info.outputPath('reports'),
    olderThanMs: 3_600_000,
    connect: createNodeHttpTransport,
  })
}

/** The tag of the credential that the sweep uses. */
function ownTag({ seed }: Sandbox): string {
  const keyring = { api_key: seed.apiKey }
  const authentication = authenticate(contract, 'api_key', { keyring })
  if (!authentication) throw new Error('the contract has no API key')
  return tagOf(authentication)
}

/** Writes lines after the first line of a process that ended elsewhere. */
function writeLedger(
  sandbox: Sandbox,
  info: TestInfo,
  {
    lines,
    name = '1-x-1.jsonl',
    ...header
  }: {
    readonly lines: readonly object[]
    readonly name?: string
    readonly credential?: string
    readonly runId?: string
  },
): string {
  const folder = ledgerFolder(info.outputPath('reports'))
  mkdirSync(folder, { recursive: true })
  const opened = {
    kind: 'opened',
    runId: run,
    endpoint: sandbox.url,
    credential: ownTag(sandbox),
    birth: { pid: 1, where: 'elsewhere', startedAt: '1' },
    atMs: 1,
    ...header,
  }
  const file = join(folder, name)
  const text = [opened, ...lines].map((line) => JSON.stringify(line))
  writeFileSync(file, `${text.join('\n')}\n`)
  return file
}

/** A day and an hour ago. */
function sentAt(): string {
  return new Date(Date.now() - 9e7).toISOString()
}

function intent(mark: object, id = '1'): object {
  const operation = 'POST /client_sessions/create'
  return { kind: 'intent', id, operation, mark, atMs: Date.parse(sentAt()) }
}

test('a key that is no marker of the run of its ledger deletes nothing', async ({}, info) => {
  const sandbox = await startSandbox()
  const keys = [
    'jane_doe',
    'seamwatch-ffffffff-00112233',
    `seamwatch-${run}-0011223`,
    `seamwatch-${run}-00112233-keep`,
    `seamwatch-${run}-00112233\n`,
    `Seamwatch-${run}-00112233`,
    '',
  ]
  const createdAt = new Date().toISOString()
  const strangers = keys.map((userIdentifierKey) =>
    put(sandbox, { userIdentifierKey, createdAt }),
  )
  const file = writeLedger(sandbox, info, {
    lines: strangers.flatMap(({ id, userIdentifierKey: key }, index) => [
      intent({ kind: 'key', key }, String(index)),
      { kind: 'made', id: String(index), sessionId: id },
    ]),
  })
  const swept = await sweep(sandbox, info)
  expect(swept.items).toEqual([])
  expect(swept.isComplete).toBe(false)
  for (const [index] of keys.entries()) {
    expect(swept.notes).toContain(
      `${file}:${2 + 2 * index}: its key is not a marker of the ledger's own run, so no session is deleted for it.`,
    )
  }
  expect(touched(sandbox, strangers)).toEqual([])
  await sandbox.stop()
})

test('an id in a ledger deletes only the session with the mark of its entry', async ({}, info) => {
  const sandbox = await startSandbox()
  const key = `seamwatch-${run}-00112233`
  const strangers = [
    put(sandbox, { userIdentifierKey: 'jane_doe' }),
    put(sandbox),
    put(sandbox, { expiresAtMs: Date.parse(expiresAt) + 1 }),
    put(sandbox),
  ]
  const [jane, bob, late, none] = strangers.map(({ id }) => id)
  const ours = put(sandbox, {
    createdAt: sentAt(),
    expiresAtMs: Date.parse(expiresAt),
  })
  writeLedger(sandbox, info, {
    lines: [
      intent({ kind: 'key', key }, '1'),
      { kind: 'made', id: '1', sessionId: jane },
      intent({ kind: 'key', key }, '2'),
      { kind: 'made', id: '2', sessionId: bob },
      intent({ kind: 'expiry', expiresAt }, '3'),
      { kind: 'made', id: '3', sessionId: late },
      {
        ...intent({ kind: 'none' }, '4'),
        window: { fromMs: 0, untilMs: 1e15 },
      },
      { kind: 'made', id: '4', sessionId: none },
      intent({ kind: 'expiry', expiresAt }, '5'),
      { kind: 'made', id: '5', sessionId: ours.id },
    ],
  })
  const swept = await sweep(sandbox, info)
  expect(touched(sandbox, strangers)).toEqual([])
  expect(touched(sandbox, [ours])).toEqual([ours])
  for (const sessionId of [jane, bob, late, none]) {
    expect(swept.items).toContainEqual(
      expect.objectContaining({ sessionId, status: 'unclear' }),
    )
  }
  await sandbox.stop()
})

test('the ledger of another credential deletes nothing', async ({}, info) => {
  const sandbox = await startSandbox()
  const session = put(sandbox, {
    createdAt: sentAt(),
    expiresAtMs: Date.parse(expiresAt),
  })
  const file = writeLedger(sandbox, info, {
    credential: 'x',
    lines: [
      intent({ kind: 'expiry', expiresAt }),
      { kind: 'made', id: '1', sessionId: session.id },
    ],
  })
  const before = readFileSync(file, 'utf8')
  expect((await sweep(sandbox, info)).items).toMatchObject([
    { status: 'unclear', reason: expect.stringMatching(/another credential/) },
  ])
  expect(touched(sandbox, [session])).toEqual([])
  expect(readFileSync(file, 'utf8')).toBe(before)
  await sandbox.stop()
})

test('a ledger of another machine deletes no session that is young by the clock of the server', async ({}, info) => {
  const sandbox = await startSandbox()
  const key = `seamwatch-${run}-00112233`
  const young = put(sandbox, {
    userIdentifierKey: key,
    createdAt: new Date().toISOString(),
  })
  writeLedger(sandbox, info, {
    lines: [
      intent({ kind: 'key', key }),
      { kind: 'made', id: '1', sessionId: young.id },
    ],
  })
  const { items } = await sweep(sandbox, info)
  expect(items).toMatchObject([{ status: 'unclear' }])
  expect(touched(sandbox, [young])).toEqual([])
  await sandbox.stop()
})

test('an odd ledger is a complaint, and stops no sweep', async ({}, info) => {
  const sandbox = await startSandbox()
  const key = `seamwatch-${run}-00112233`
  const ours = put(sandbox, { userIdentifierKey: key })
  const made = { kind: 'made', id: '1', sessionId: ours.id }
  writeLedger(sandbox, info, {
    name: 'z.jsonl',
    lines: [intent({ kind: 'key', key }), made],
  })
  const folder = ledgerFolder(info.outputPath('reports'))
  const at = (name: string): string => join(folder, name)
  mkdirSync(at('a-folder.jsonl'))
  execFileSync('mkfifo', [at('b-pipe.jsonl')])
  symlinkSync(at('z.jsonl'), at('c-link.jsonl'))
  symlinkSync('/dev/zero', at('d-device.jsonl'))
  writeFileSync(at('e-huge.jsonl'), '')
  truncateSync(at('e-huge.jsonl'), 700 * 1024 * 1024)
  writeFileSync(at('f-headless.jsonl'), `${JSON.stringify(made)}\n`)
  const odd = writeLedger(sandbox, info, {
    name: 'g-times.jsonl',
    lines: [
      { ...intent({ kind: 'key', key }), atMs: 1e300 },
      { ...intent({ kind: 'key', key }), atMs: null },
      { ...intent({ kind: 'key', key }), operation: '\u001b[31m' },
      { ...made, sessionId: 'x'.repeat(1000) },
      { kind: 'opened', runId: 'ffffffff' },
    ],
  })
  writeFileSync(at('h-binary.jsonl'), Buffer.from([0, 255, 10, 13, 10, 128]))
  writeFileSync(at('i-deep.jsonl'), `${'['.repeat(200_000)}\n`)
  const swept = await sweep(sandbox, info)
  expect(touched(sandbox, [ours])).toEqual([ours])
  expect(swept.items).toMatchObject([{ sessionId: ours.id, status: 'removed' }])
  expect(swept.isComplete).toBe(false)
  for (const name of 'a-folder b-pipe c-link d-device e-huge'.split(' ')) {
    expect(swept.notes).toContainEqual(
      expect.stringContaining(`${at(name)}.jsonl: not read`),
    )
  }
  for (const line of [2, 3, 4, 5, 6]) {
    expect(swept.notes).toContainEqual(
      expect.stringContaining(`${odd}:${line}: `),
    )
  }
  for (const name of ['f-headless', 'h-binary', 'i-deep']) {
    expect(swept.notes).toContainEqual(
      expect.stringContaining(`${at(name)}.jsonl:1: `),
    )
  }
  await sandbox.stop()
})

test('a folder of ledgers that is none is a complaint', async ({}, info) => {
  const reports = info.outputPath('reports')
  mkdirSync(reports, { recursive: true })
  writeFileSync(ledgerFolder(reports), 'a file')
  const complaints = readLedgers(ledgerFolder(reports)).flatMap(
    (it) => it.complaints,
  )
  expect(complaints).toEqual([expect.stringContaining('ENOTDIR')])
})
