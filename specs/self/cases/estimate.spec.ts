import { expect, test } from '@playwright/test'
import { plannedRequests } from '../../../src/cases/estimate.ts'
import { readSettings } from '../../../src/config/settings.ts'
import { contract, planOf } from '../kit.ts'
import { made } from '../run/steps.ts'

const { case: lifecycle } = planOf(`${made}
  - id: grant access
    call: /client_sessions/grant_access
    body:
      client_session_id: "\${{ session_id }}"
      connect_webview_ids: ["\${{ target.connect_webview_id }}"]
`)
const { case: search } = planOf(`
  - id: list
    call: /client_sessions/list
`)
const suite = { cases: [lifecycle, search], cells: [], contract }

function forecast(env: Readonly<Record<string, string>>) {
  return plannedRequests(suite, readSettings(env))
}

test('each step is a request, and each undo is two', () => {
  expect(forecast({})).toEqual({
    planned: 'requests: about 5, 3 of steps and 2 to take away what they make',
  })
})

test('what pages ask by themselves is said to come on top', () => {
  const { planned } = plannedRequests({ ...suite, pages: 2 }, readSettings({}))
  expect(planned).toBe(
    'requests: about 5, 3 of steps and 2 to take away what they make; what 2 pages of web components ask comes on top, and in no pace',
  )
})

test('a plan that needs more than it may have is a problem, one that fits is none', () => {
  const { planned, excess } = forecast({ SEAMWATCH_MAX_REQUESTS: '4' })
  expect(planned).toMatch(/; at most 4 may be sent$/)
  expect(excess).toMatchObject({
    code: 'budget-too-small',
    fact: 'the plan needs about 5 requests, and --max-requests allows 4',
  })
  expect(forecast({ SEAMWATCH_MAX_REQUESTS: '5' }).excess).toBeUndefined()
})

test('what will not be tried is not counted: writes where only reads may', () => {
  const { planned } = forecast({ SEAMWATCH_READ_ONLY: '1' })
  expect(planned).toMatch(/^requests: about 1,/)
})

test('what will not be tried is not counted: cases that the target lacks things for', () => {
  const { planned } = forecast({
    SEAM_ENDPOINT: 'http://127.0.0.1:9',
    SEAM_API_KEY: 'seam_test1_key',
  })
  expect(planned).toMatch(/^requests: about 1,/)
})
