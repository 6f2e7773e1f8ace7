import { expect, test } from '@playwright/test'
import { estimateRequests } from '../../../src/cases/estimate.ts'
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

function estimate(env: Readonly<Record<string, string>>) {
  return estimateRequests(suite, readSettings(env))
}

test('each step is a request, and each undo is three', () => {
  expect(estimate({})).toEqual({
    planned: 'requests: about 6 (3 for steps, 3 for cleanup)',
  })
})

test('the requests of web components come on top of the estimate', () => {
  const { planned } = estimateRequests({ ...suite, pages: 2 }, readSettings({}))
  expect(planned).toBe(
    'requests: about 6 (3 for steps, 3 for cleanup), plus what 2 pages of web components send at their own rate',
  )
})

test('a plan that needs more requests than allowed is a problem', () => {
  const { planned, excess } = estimate({ SEAMWATCH_MAX_REQUESTS: '5' })
  expect(planned).toMatch(/; at most 5 may be sent$/)
  expect(excess).toMatchObject({
    code: 'budget-too-small',
    fact: 'the plan needs about 6 requests, and --max-requests allows 5',
  })
  expect(estimate({ SEAMWATCH_MAX_REQUESTS: '6' }).excess).toBeUndefined()
})

test('the estimate excludes cases skipped by --read-only', () => {
  const { planned } = estimate({ SEAMWATCH_READ_ONLY: '1' })
  expect(planned).toMatch(/^requests: about 1 \(/)
})

test('the estimate excludes cases whose prerequisites are missing', () => {
  const { planned } = estimate({
    SEAM_ENDPOINT: 'http://127.0.0.1:9',
    SEAM_API_KEY: 'seam_test1_key',
  })
  expect(planned).toMatch(/^requests: about 1 \(/)
})
