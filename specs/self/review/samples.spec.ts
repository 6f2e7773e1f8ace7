/** Published samples under two contracts. */
import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { sampleHits } from '../../../src/review/impact/samples.ts'
import { review } from '../../../src/review/review.ts'
import { contractFrom, pinned, type Draft } from './reviewed.ts'

const { samples } = JSON.parse(readFileSync('schemas/samples.json', 'utf8'))

/** `reply-property-removed client_session.x: 7 newly wrong` */
function hitsBetween(old: Draft, fresh: Draft): readonly string[] {
  const contracts = { old: contractFrom(old), new: contractFrom(fresh) }
  const { changes } = review(contracts)
  const hits = sampleHits(samples, { contracts, changes })
  return changes.flatMap(({ code, at, fingerprint }) => {
    const found = hits.get(fingerprint) ?? []
    const hows = [...new Set(found.map(({ how }) => how))]
    return hows.map((how) => {
      const { length } = found.filter((one) => one.how === how)
      return `${code} ${at}: ${length} ${how}`
    })
  })
}

const archived = (version: string): Draft =>
  JSON.parse(readFileSync(`schemas/archive/${version}.json`, 'utf8'))

test('samples show a customer id that the response lost', () => {
  expect(hitsBetween(archived('1.490.0'), pinned())).toEqual([
    'reply-property-removed client_session.customer_id: 7 newly wrong',
  ])
  expect(hitsBetween(pinned(), archived('1.490.0'))).toEqual([
    'reply-property-new client_session.customer_id: 7 newly right',
  ])
})

test('a sample that lacks what was required before is no new fault', () => {
  const draft = pinned()
  const { client_session: session } = draft.components.schemas
  session.properties.user_identity_ids.minItems = 2
  const hits = hitsBetween(pinned(), draft)
  expect(hits.every((hit) => !hit.includes('newly right'))).toBe(true)
})

test('a parameter that is gone makes the samples that send it wrong', () => {
  const draft = pinned()
  const { post } = draft.paths['/client_sessions/create']
  delete post.requestBody.content['application/json'].schema.properties
    .customer_id
  expect(hitsBetween(pinned(), draft)).toEqual([
    'request-parameter-removed customer_id: 6 newly wrong',
  ])
})

test('samples of an operation that is gone are wrong', () => {
  const draft = pinned()
  delete draft.paths['/client_sessions/grant_access'].post
  expect(hitsBetween(pinned(), draft)).toEqual([
    'operation-removed POST /client_sessions/grant_access: 6 newly wrong',
  ])
})

test('the samples hold names and our own values, and nothing else', () => {
  const texts = new Set(
    samples.flatMap(({ value }: Draft) =>
      Object.values(value).flatMap((one) => one),
    ),
  )
  expect([...texts].toSorted()).toEqual([
    '00000000-0000-4000-8000-000000000000',
    1,
    '2026-01-01T00:00:00Z',
    'text',
  ])
})
