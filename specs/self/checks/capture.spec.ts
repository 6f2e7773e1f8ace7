import { expect, test } from '@playwright/test'
import { checkCaptures } from '../../../src/checks/capture.ts'
import type { Finding } from '../../../src/model/finding.ts'

const operation = { key: 'POST /client_sessions/create' } as const
const missing = [{ name: 'id', from: 'client_session.client_session_id' }]

function earlier(detail: Pick<Finding, 'code' | 'class'>): readonly Finding[] {
  const place = { operation: operation.key, at: 'body', key: '' }
  return [{ ...detail, ...place, expected: 'a', received: 'b' }]
}

test('a value that later steps need and the response lacks is a finding', () => {
  const listed = earlier({
    code: 'body-property-undocumented',
    class: 'additive-drift',
  })
  for (const known of [[], listed]) {
    expect(checkCaptures({ operation, missing, earlier: known })).toMatchObject(
      [
        {
          code: 'capture-missing',
          class: 'expectation',
          at: 'body.client_session.client_session_id',
        },
      ],
    )
  }
})

test('a response that is wrong already explains a missing value', () => {
  const known = earlier({
    code: 'body-required-missing',
    class: 'breaking-drift',
  })
  expect(checkCaptures({ operation, missing, earlier: known })).toEqual([])
})

test('if no value is missing, there is no finding', () => {
  expect(checkCaptures({ operation, missing: [], earlier: [] })).toEqual([])
})
