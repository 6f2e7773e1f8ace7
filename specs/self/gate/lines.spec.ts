/** The lines of the gate in the terminal. */
import { expect, test } from '@playwright/test'
import type { GateFinding } from '../../../src/gate/decide.ts'
import { gateLines } from '../../../src/report/terminal/gate-lines.ts'
import { note, repeated, result, shown } from './fixture.ts'

test('the heaviest new finding stands above the answer, which is the last line', () => {
  const changed: GateFinding = {
    ...shown,
    code: 'sdk-value-changed',
    class: 'sdk-wrong',
    at: 'value.token',
    expected: '"a"',
    received: '"b"',
  }
  const findings = [shown, changed, repeated, note]
  expect(gateLines({ ...result, findings }, 'reports/gate')).toEqual([
    'Carried over, 2.11.2 does it, too (1)',
    '  sdk-call-repeated: attempts: 3 attempts after a server error (GET /client_sessions/get · not-found)',
    'New notes (1): sdk-parameter-undocumented at request _strict',
    'New (2)',
    '  sdk-value-changed: The SDK returns another value than the API sent',
    '    where     value.token · GET /client_sessions/get · not-found',
    '    expected  "a"',
    '    received  "b"',
    '    → Compare the value with the body of the response.',
    '  sdk-credential-shown: The SDK shows the credential in an error or in its output',
    '    where     error inspect · GET /client_sessions/get · not-found',
    '    expected  no credential',
    '    received  console.error of the error prints the credential',
    '    → Callers log errors, so the key ends up in their logs. Ask the SDK team to remove the request from the error, or to hide its headers.',
    'carried over 1 · notes 1 (1 new) · not judged 0 · 17 cases, 205 calls, 245 requests, 12 declarations · 9.0 s · the page: reports/gate/gate.html',
    'NO  @seamapi/http 2.26.0, against 2.11.2: new: sdk-credential-shown: the SDK shows the credential in an error or in its output',
  ])
})

test('what was not judged is named, with what to do', () => {
  const notJudged = [
    { what: 'calls of the release', reason: 'no entry' },
    { what: 'the SDK for PHP', reason: 'there is no php', fix: 'install php' },
    { what: 'a case', reason: 'no reply' },
  ]
  const lines = gateLines(
    { ...result, findings: [], notJudged },
    'reports/gate',
  )
  expect(lines.slice(0, 4)).toEqual([
    'Not judged (3)',
    '  calls of the release: no entry',
    '  the SDK for PHP: there is no php → install php',
    '  and 1 more',
  ])
})

function many(since: string): readonly GateFinding[] {
  return Array.from({ length: 30 }, (_, index) => ({
    ...shown,
    since: since as GateFinding['since'], // a later one, too
    at: `place ${index}`,
    received: 'a text\nof two lines',
  }))
}

test('however much is found, there are 25 lines at most, each of them one line', () => {
  const findings = ['new', 'carried-over', 'accepted'].flatMap(many)
  const notJudged = findings.map(({ at }) => ({
    what: at,
    reason: 'no\nreply',
  }))
  const lines = gateLines({ ...result, findings, notJudged }, 'reports/gate')
  expect(lines).toHaveLength(25)
  expect(lines.join('').split('\n')).toHaveLength(1)
})
