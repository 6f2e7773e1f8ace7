import { expect, test } from '@playwright/test'

import { viewContract } from '../../../src/verdict/contract-view.ts'
import { findingLines, headline } from '../../../src/report/terminal/lines.ts'
import { contract } from './fixture/contract.ts'
import { driftFindings, finding, step } from './fixture/outcomes.ts'

const view = viewContract(contract)

test('the rows of drift are aligned, and a hint says what to do', () => {
  const [, ...drift] = driftFindings
  const lines = findingLines(step({ findings: drift.slice(0, 3) }), view)
  expect(lines.join('\n')).toBe(
    `[BREAKING-DRIFT] POST /client_sessions/create: 3 differences

  place                                   documented                 received
  body.client_session.client_session_id   string, format uuid        number
  body.client_session.created_at          string, format date-time   string that is not a date-time
  body.client_session.device_count        number                     null

  hint: Typed clients fail or misread it. Ask the API team to fix the API, or the contract.
  hint: Clients that parse it (dates, UUIDs) fail. Ask the API team to fix the API, or the contract.
  hint: Typed clients fail on it. Ask the API team to send a value, or to make the property nullable in the contract.
  contract: specs/self/report/fixture/contract.json:65, 67, 68
  request id: 4b1f9c0e-0000-4000-8000-3d1f5b1c7a10`,
  )
})

test('a single difference is in the singular', () => {
  expect(headline('GET /x', [finding('body-missing')])).toBe(
    '[BREAKING-DRIFT] GET /x: 1 difference: the body is empty, but the contract documents one',
  )
})

test('the heaviest class comes first', () => {
  const found = [finding('server-error'), finding('refusal-missing')]
  expect(headline('GET /x', found)).toBe('[AUTH-BYPASS] GET /x: 2 findings')
})

test('only fifteen rows are shown; the rest is counted', () => {
  const many = Array.from({ length: 40 }, (_, index) =>
    finding('body-type-wrong', { at: `body.p${index}` }),
  )
  const lines = findingLines(step({ findings: many }), view)
  expect(lines).toContain('  … and 25 more')
  expect(lines.length).toBeLessThan(25)
})

test('a hostile response can neither control the terminal nor flood it', () => {
  const hostile = finding('expectation-unmet', {
    received: `\u001b]0;owned\u0007\u202egnp.exe\n${'x'.repeat(1e6)}`,
  })
  const text = findingLines(step({ findings: [hostile] }), view).join('\n')
  expect(text).toContain('\\u001b]0;owned\\u0007\\u202egnp.exe\\n')
  expect(text).not.toContain('\u001b')
  expect(text.length).toBeLessThan(1200)
})

test('without findings there are no lines', () => {
  expect(findingLines(step(), view)).toEqual([])
})
