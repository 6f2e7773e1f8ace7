import { expect, test } from '@playwright/test'

import { bodyLineOf, prettyBody } from '../../../src/report/body-lines.ts'
import { viewContract } from '../../../src/verdict/contract-view.ts'
import { renderDifferences } from '../../../src/report/html/differences.ts'
import { toHttpExchange } from '../../../src/report/allure/http-exchange.ts'
import { contract } from './fixture/contract.ts'
import {
  driftFindings,
  endpoint,
  exchange,
  finding,
  reply,
  step,
} from './fixture/outcomes.ts'

const view = viewContract(contract)

test('each difference names its line in the contract and in the response', () => {
  const page = renderDifferences(step({ findings: driftFindings }), {
    endpoint,
    contract: view,
  })
  expect(page).toContain('contract.json:67')
  expect(page).toContain('line 5')
  expect(page).toContain('$SEAM_API_KEY')
  expect(page).not.toContain('\u001b')
})

test('text of the API is never rendered as HTML', () => {
  const at = 'body.<img src=x onerror=alert(1)>'
  const received = '"</td><script>alert(1)</script>'
  const findings = [finding('body-type-wrong', { at, received })]
  const page = renderDifferences(step({ findings }), { endpoint })
  expect(page).not.toMatch(/<script|<img/)
  expect(page).toContain('&lt;script&gt;')
})

test('a body is formatted without changing its values', () => {
  const { text } = prettyBody('{"n":1.0000000000000000001,"n":2,"u":"\\u00e9"}')
  expect(text).toBe(
    '{\n  "n": 1.0000000000000000001,\n  "n": 2,\n  "u": "\\u00e9"\n}',
  )
})

test('a missing value is shown at its parent', () => {
  const body = prettyBody('{"a":{"b":[1,2]}}')
  expect(bodyLineOf(body, ['a', 'b', 1])).toBe(5)
  expect(bodyLineOf(body, ['a', 'c'])).toBe(2)
  expect(bodyLineOf(prettyBody('<html>'), ['a'])).toBeUndefined()
})

test('an exchange hides secrets and shows the rest', () => {
  const headers = [['set-cookie', '[secret 2]']] as const
  const shown = toHttpExchange(
    exchange({ result: reply({ headers, body: 'a\u001bb' }) }),
    'http://localhost/',
  )
  expect(shown.request.url).toBe('http://localhost/client_sessions/create')
  expect(shown.request.headers[0]?.value).toBe('__ALLURE_REDACTED__')
  expect(shown.request.headers[1]?.value).toBe('application/json')
  expect(shown).toMatchObject({
    response: {
      headers: [{ value: '__ALLURE_REDACTED__' }],
      body: { value: 'a\\u001bb' },
    },
  })
})

test('an exchange without a response says why', () => {
  const result = {
    kind: 'no-reply',
    reason: 'tls',
    message: 'expired',
  } as const
  const shown = toHttpExchange(exchange({ result }), 'http://localhost')
  expect(shown).toMatchObject({
    error: { name: 'no response: tls', message: 'expired' },
  })
})
