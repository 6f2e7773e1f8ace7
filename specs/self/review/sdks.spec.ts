/** Which releases of Seam's SDKs send or read what changes. */
import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { indexOperations } from '../../../src/contract/operations.ts'
import { sdkHits } from '../../../src/review/impact/sdks.ts'
import { pinned, reviewed, type Draft } from './reviewed.ts'

const { releases } = JSON.parse(
  readFileSync('schemas/sdk-releases.json', 'utf8'),
)

/** `@seamapi/http 2.11.2 … 2.32.0: sends it`, for each breaking or risky
 * change. */
function hitsOf(change: (draft: Draft) => void): readonly string[] {
  const draft = pinned()
  change(draft)
  return reviewed(pinned(), draft).changes.flatMap((one) =>
    sdkHits(one, releases).map(
      ({ package: name, versions, how }) => `${name} ${versions}: ${how}`,
    ),
  )
}

test('the table has the releases that matter', () => {
  const versions = releases.map((one: Draft) => `${one.package}@${one.version}`)
  for (const version of ['0.12.0', '1.38.3', '2.3.0', '2.11.2', '2.32.0'])
    expect(versions).toContain(`@seamapi/http@${version}`)
  expect(versions).toContain('seam@1.245.0')
})

test('each call of the table is an operation of a contract', () => {
  const known = new Set(indexOperations(pinned()).keys())
  const calls = releases.flatMap(({ calls: own = [] }: Draft) => own)
  expect(calls.length).toBeGreaterThan(150)
  const unknown = calls.filter((it: Draft) => !known.has(it.operation))
  expect(unknown).toEqual([])
})

test('PUT create is sent from 1.38.3 on', () => {
  expect(
    hitsOf((draft) => delete draft.paths['/client_sessions/create'].put),
  ).toEqual([
    '@seamapi/http 1.38.3 … 2.32.0: sends it',
    'seam 1.113.0 … 1.245.0: sends it',
  ])
})

test('GET get is sent from 2.11.2 on', () => {
  expect(
    hitsOf((draft) => delete draft.paths['/client_sessions/get'].get),
  ).toEqual([
    '@seamapi/http 2.11.2 … 2.32.0: sends it',
    'seam 1.240.0 … 1.245.0: sends it',
  ])
})

test('every release reads the token', () => {
  const hits = hitsOf((draft) => {
    const { client_session: session } = draft.components.schemas
    delete session.properties.token
    session.required = session.required.filter((it: string) => it !== 'token')
  })
  expect(hits).toEqual([
    '@seamapi/http 0.12.0 … 2.32.0: reads it',
    'seam 1.34.0 … 1.245.0: reads it',
  ])
})

test('other properties are declared, since 2.2.0 by the SDK itself', () => {
  const hits = hitsOf((draft) => {
    delete draft.components.schemas.client_session.properties.customer_key
  })
  expect(hits).toContain('@seamapi/http 2.2.0 … 2.32.0: declares it')
  expect(hits[0]).toMatch(
    /^@seamapi\/http 0\.12\.0.*: declares it if @seamapi\/types does/,
  )
})

test('a parameter is sent by the releases that declare it', () => {
  const hits = hitsOf((draft) => {
    const { put } = draft.paths['/client_sessions/create']
    const { schema } = put.requestBody.content['application/json']
    schema.properties.customer_id.minLength = 4
  })
  expect(hits).toContain('@seamapi/http 2.2.0 … 2.32.0: declares customer_id')
})

test('a compatible change hits no release', () => {
  expect(
    hitsOf((draft) => {
      draft.components.schemas.client_session.properties.more = {}
    }),
  ).toEqual([])
})
