/** `seamwatch review`, as a person runs it. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { seamwatch } from '../commands/seamwatch.ts'
import { folderWith } from '../folder.ts'
import { pinned, type Draft } from './reviewed.ts'

function review(...args: readonly string[]) {
  return seamwatch({ args: ['review', ...args] })
}

function written(draft: Draft, name = 'new.json'): string {
  return join(folderWith({ [name]: JSON.stringify(draft, null, 2) }), name)
}

test('what breaks comes first, with what, whom, proof, where and what to do', async () => {
  const { exitCode, printed } = await review(
    'schemas/archive/1.490.0.json',
    'schemas/client-sessions.json',
  )
  expect(exitCode).toBe(1)
  expect(printed).toContain(
    `Breaking (2)
client_session.customer_id · A property of a response was removed [reply-property-removed]
  what       string, format uuid (optional) → absent
  whom       readers of GET /client_sessions/get, GET /client_sessions/list, PATCH /client_sessions/grant_access and 6 more
  why        Readers of it get nothing from now on.
  proof      it holds for every exchange that uses it
  SDKs       @seamapi/http 0.12.0 … `,
  )
  expect(printed).toContain('\n  where      schemas/archive/1.490.0.json:')
  expect(printed).toContain(
    `  proof      body {"customer_key":""}: the old contract allows this request, the new one does not`,
  )
  expect(printed)
    .toContain(`             curl --include --request POST 'https://connect.getseam.com/client_sessions/create' \\
               --header "authorization: Bearer $SEAM_API_KEY" \\
               --header 'content-type: application/json' \\
               --data-raw '{"customer_key":""}'`)
  expect(printed).toContain('Compatible (1)\n--all lists them')
  expect(printed.trimEnd().split('\n').at(-1)).toBe(
    'breaking: 1 change breaks callers, 1 change breaks readers, 1 is compatible',
  )
})

test('without OLD it is the pinned contract', async () => {
  const { exitCode, printed } = await review(written(pinned()))
  expect(exitCode).toBe(0)
  expect(printed).toContain('unchanged: nothing changed')
})

test('--fail-on decides which level exits 1', async () => {
  const risky = pinned()
  const { get } = risky.paths['/client_sessions/get']
  get['x-undocumented'] = 'internal'
  const file = written(risky)
  expect((await review(file)).exitCode).toBe(0)
  expect((await review(file, '--fail-on', 'risky')).exitCode).toBe(1)
  const breaking = [
    'schemas/archive/1.490.0.json',
    'schemas/client-sessions.json',
  ]
  expect((await review(...breaking, '--fail-on', 'none')).exitCode).toBe(0)
})

test('what cannot be compared exits 3, and is printed', async () => {
  const draft = pinned()
  draft.components.schemas.client_session.properties.token.maxLenght = 5
  const { exitCode, printed } = await review(written(draft))
  expect(exitCode).toBe(3)
  expect(printed).toContain('"maxLenght" is not a keyword')
  expect(printed).toContain('not-compared: 1 part cannot be compared')
})

test('what is no contract of client sessions exits 2', async () => {
  const other = {
    openapi: '3.0.3',
    paths: { '/x': { get: { responses: {} } } },
  }
  const cases: readonly (readonly [Draft, string])[] = [
    [other, 'it has nothing under "/client_sessions"'],
    [{ ...pinned(), openapi: '3.1.0' }, 'is not an OpenAPI 3.0 document'],
  ]
  for (const [draft, message] of cases) {
    const { exitCode, printed } = await review(written(draft))
    expect(exitCode).toBe(2)
    expect(printed).toContain(message)
  }
  expect((await review('missing.json')).exitCode).toBe(2)
  expect((await review('a', 'b', 'c')).exitCode).toBe(2)
})

test('of a whole document the pinned paths are compared', async () => {
  const draft = pinned()
  draft.paths['/devices/list'] = { get: { responses: {} } }
  delete draft.paths['/client_sessions/revoke']
  const { exitCode, printed } = await review(written(draft))
  expect(exitCode).toBe(1)
  expect(printed).toContain('POST /client_sessions/revoke · An operation was')
  expect(printed).not.toContain('/devices/list')
})

test('--json writes the same as a record', async () => {
  const file = join(folderWith({}), 'out', 'review.json')
  const sources = [
    'schemas/archive/1.490.0.json',
    'schemas/client-sessions.json',
  ]
  await review(...sources, '--json', file)
  const record = JSON.parse(readFileSync(file, 'utf8'))
  expect(record).toMatchObject({
    schemaVersion: 1,
    status: 'breaking',
    exitCode: 1,
    counts: { breaking: 2, risky: 0, compatible: 1, editorial: 0 },
    old: { source: '@seamapi/types@1.490.0', operations: 12 },
  })
  expect(record.changes[1]).toMatchObject({
    fingerprint: 'request-narrowed length · customer_key',
    who: 'caller',
    operations: ['POST /client_sessions/create', 'PUT /client_sessions/create'],
    proof: 'witness',
    witness: { value: { customer_key: '' } },
  })
  const { printed } = await review(...sources, '--json', '-')
  expect(JSON.parse(printed)).toEqual(record)
})

test('two outputs in one file exit 2, and nothing is written', async () => {
  const file = join(folderWith({}), 'both')
  const old = 'schemas/archive/1.490.0.json'
  const both = ['--json', file, '--markdown', file] as const
  const { exitCode, printed } = await review(old, ...both)
  expect(exitCode).toBe(2)
  expect(printed).toContain(`--json and --markdown name one file: "${file}"`)
  expect(existsSync(file)).toBe(false)
})

test('names of a contract print no control characters', async () => {
  const draft = pinned()
  draft.components.schemas.client_session.properties['\u001b[31m'] = {
    type: 'string',
  }
  const { printed } = await review(written(pinned()), written(draft))
  expect(printed).not.toContain('\u001b')
  const back = await review(written(draft, 'old.json'), '--all')
  expect(back.printed).not.toContain('\u001b')
})

test('--evidence says what the API follows, and by which run', async () => {
  test.setTimeout(600_000)
  const { reportsDir } = await seamwatch({
    args: ['run', '--grep', 'auth/(POST|GET)-(create|get|list)/'],
  })
  const sources = [
    'schemas/archive/1.490.0.json',
    'schemas/client-sessions.json',
  ]
  const { exitCode, printed } = await review(
    ...sources,
    '--evidence',
    reportsDir,
  )
  expect(exitCode).toBe(1)
  expect(printed).toMatch(
    /\n {2}live API +follows new: "customer_id" in 0 of \d\d+ client_session objects \(run \w{8} against sandbox\)\n/,
  )
  expect(printed).toMatch(
    /\nEvidence: \d+ exchanges of run \w{8} against sandbox, 20[\d: -]+ \(.*exchanges\.ndjson\)\nCompared: /,
  )
  const json = await review(
    ...sources,
    '--evidence',
    join(reportsDir, 'exchanges.ndjson'),
    '--json',
    '-',
  )
  expect(JSON.parse(json.printed).changes).toMatchObject([
    {
      follows: {
        answer: 'new',
        evidence: expect.stringContaining('"customer_id" in 0 of'),
      },
    },
    { follows: { answer: 'unknown' } },
    {},
  ])
})

test('evidence that cannot be read exits 2, and names the line', async () => {
  const folder = folderWith({ 'exchanges.ndjson': '{}\n' })
  const { exitCode, printed } = await review(
    'schemas/client-sessions.json',
    '--evidence',
    folder,
  )
  expect(exitCode).toBe(2)
  expect(printed).toContain('exchanges.ndjson:1:1: expected the first line of')
})
