import { expect, test } from '@playwright/test'
import { readLimits } from '../../../src/config/limits.ts'

test('without options there is no limit', () => {
  expect(readLimits({ env: {} })).toEqual({ isReadOnly: false })
})

test('every limit is read from the environment', () => {
  expect(
    readLimits({
      env: {
        SEAMWATCH_READ_ONLY: '1',
        SEAMWATCH_MAX_REQUESTS: '200',
        SEAMWATCH_RATE: '0.5',
        SEAMWATCH_WORKSPACE_ID: 'a-workspace',
      },
    }),
  ).toEqual({
    isReadOnly: true,
    maxRequests: 200,
    requestsPerSecond: 0.5,
    workspaceId: 'a-workspace',
  })
})

for (const [name, value, words] of [
  ['SEAMWATCH_READ_ONLY', 'maybe', /neither yes nor no/],
  ['SEAMWATCH_MAX_REQUESTS', '0', /not a whole number above 0/],
  ['SEAMWATCH_MAX_REQUESTS', '1.5', /not a whole number/],
  ['SEAMWATCH_MAX_REQUESTS', 'many', /not a whole number above 0/],
  ['SEAMWATCH_RATE', '-1', /not a number above 0/],
  ['SEAMWATCH_RATE', 'Infinity', /not a number above 0/],
] as const) {
  test(`${name}=${value} is rejected before anything is sent`, () => {
    expect(() => readLimits({ env: { [name]: value } })).toThrow(words)
  })
}

test('a token of another workspace is rejected before anything is sent', () => {
  const token = { SEAM_PERSONAL_ACCESS_TOKEN: 'seam_at1_token' }
  expect(() =>
    readLimits({
      env: {
        ...token,
        SEAM_WORKSPACE_ID: 'one',
        SEAMWATCH_WORKSPACE_ID: 'other',
      },
    }),
  ).toThrow('SEAM_WORKSPACE_ID=one is not SEAMWATCH_WORKSPACE_ID=other')
})
