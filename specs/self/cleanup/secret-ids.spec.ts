import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { targetOf } from '../../../src/auth/embedded.ts'
import { cleanseLedgers } from '../../../src/cleanup/cleanse.ts'
import { ledgerFolder } from '../../../src/cleanup/ledger.ts'
import { readLedgers } from '../../../src/cleanup/read-ledgers.ts'
import { runCase } from '../../../src/run/case.ts'
import { openContext } from '../../../src/run/context.ts'
import { startSandbox } from '../../../src/sandbox/server.ts'
import type { Seed } from '../../../src/sandbox/seed.ts'
import { createScan } from '../../../src/secrets/audit/scan.ts'
import { createNodeHttpTransport } from '../../../src/transport/node-http.ts'
import { defaultLimits } from '../../../src/transport/transport.ts'
import { contract, planOf } from '../kit.ts'
import { made } from '../run/steps.ts'

const token = 'seam_cst1x9abcd_0123456789abcdef'

for (const [what, idOf] of [
  ['the API key', ({ apiKey }: Seed) => apiKey],
  ['a token', () => token],
  ['the API key in base64', ({ apiKey }: Seed) => btoa(apiKey)],
  ['the API key among other characters', ({ apiKey }: Seed) => `x-${apiKey}-y`],
] as const) {
  test(`a ledger does not hold ${what} that a response names as an id, and its entry stays`, async ({}, info) => {
    const folder = ledgerFolder(info.outputPath('reports'))
    let id = ''
    let isCreated = false
    const sandbox = await startSandbox({
      faults: {
        reply: (reply, { path }) => {
          const client_session = { client_session_id: id }
          return path.endsWith('/create')
            ? { ...reply, body: { ok: true, client_session } }
            : reply
        },
        handle: (authorized, next) => {
          const { path } = authorized.call
          isCreated ||= path.endsWith('/create')
          return isCreated && path.endsWith('/delete')
            ? { status: 500, headers: {}, body: {} }
            : next(authorized)
        },
      },
    })
    id = idOf(sandbox.seed).slice(0, 100)
    const context = await openContext({
      target: targetOf(sandbox),
      contract,
      limits: defaultLimits,
      runId: '0a1b2c3d',
      ledgerFolder: folder,
      connect: createNodeHttpTransport,
    })
    await runCase(planOf(made), { context })
    await context.close()
    await sandbox.stop()
    const text = readdirSync(folder).map((name) =>
      readFileSync(join(folder, name), 'utf8'),
    )
    expect(text.join('')).not.toContain(id)
    expect(text.join('')).not.toContain(sandbox.seed.apiKey)
    const [ledger] = readLedgers(folder)
    expect(ledger?.open).toMatchObject([{ mark: { kind: 'key' } }])
    expect(ledger?.complaints).toEqual([])
  })
}

test('the audit removes lines of a ledger, and no open entry', ({}, info) => {
  const reports = info.outputPath('reports')
  const folder = ledgerFolder(reports)
  mkdirSync(folder, { recursive: true })
  const file = join(folder, '1-0a1b2c3d-1.jsonl')
  const birth = { pid: 1, where: 'elsewhere', startedAt: '1' }
  const mark = { kind: 'key', key: 'seamwatch-0a1b2c3d-00112233' }
  const operation = 'POST /client_sessions/create'
  const lines = [
    {
      kind: 'opened',
      runId: '0a1b2c3d',
      endpoint: 'http://127.0.0.1:9',
      credential: 'x',
      birth,
      atMs: 1,
    },
    { kind: 'intent', id: '1', operation, mark, atMs: 1 },
    { kind: 'made', id: '1', sessionId: token },
    { kind: 'note', text: token },
  ]
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('')
  writeFileSync(file, `${text}not JSON: ${token}\n`)
  const scan = createScan({ values: [], minted: [] })
  expect(cleanseLedgers(reports, scan)).toMatchObject([
    {
      file: 'ledger/1-0a1b2c3d-1.jsonl',
      what: expect.stringMatching(/line 3, 4, 5/),
    },
  ])
  expect(readFileSync(file, 'utf8')).not.toContain(token)
  expect(cleanseLedgers(reports, scan)).toEqual([])
  expect(readLedgers(folder)[0]?.open).toMatchObject([
    { id: '1', mark, sessionIds: [] },
  ])
})
