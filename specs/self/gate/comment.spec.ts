/** The answer of the gate as a comment of a pull request. */
import { existsSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { decide } from '../../../src/gate/decide.ts'
import { nothingTried } from '../../../src/gate/found.ts'
import type { Found } from '../../../src/gate/found.ts'
import type { GateResult } from '../../../src/gate/gate.ts'
import type { KnownIssue } from '../../../src/model/acceptance.ts'
import { renderGateComment } from '../../../src/report/github/gate-comment.ts'
import { seamwatch } from '../commands/seamwatch.ts'

const shown: Found = {
  code: 'sdk-credential-shown',
  class: 'sdk-risk',
  operation: 'PUT /client_sessions/create',
  at: 'error inspect',
  expected: 'no credential',
  received: 'the | credential',
  key: 'inspect',
  condition: 'rejected',
}
const lost: Found = {
  ...shown,
  code: 'sdk-value-lost',
  class: 'sdk-wrong',
  key: 'token',
}
const release = {
  name: '@seamapi/http',
  version: '2.33.0',
  integrity: '',
  language: 'javascript' as const,
  resolved: [],
  runtime: 'v22',
}

function commentOn(
  findings: readonly Found[],
  issues: readonly KnownIssue[] = [],
): string {
  const tried = { ...nothingTried, calls: 1 }
  const result: GateResult = {
    ...decide({
      release: { ...tried, findings },
      baseline: tried,
      control: tried,
      known: { issues, today: '2030-01-02' },
    }),
    release,
    baseline: { ...release, version: '2.32.0' },
    contract: { source: '@seamapi/types@1.977.0', sha256: 'x' },
    target: 'sandbox',
    startedAt: '2030-01-02T03:04:05.000Z',
    durationMs: 1,
    judged: {
      cases: 1,
      calls: 2,
      requests: 3,
      conditions: 4,
      declarations: 5,
    },
  }
  return renderGateComment(result)
}

const accepted: KnownIssue = {
  fingerprint: 'sdk-value-lost · /client_sessions/create · token',
  owner: '@someone',
  reason: 'x',
  link: 'https://example.org',
  until: '2030-01-02',
  place: 'known.yaml:1:16',
}

test('a comment begins with its marker and the answer', () => {
  const text = commentOn(
    [shown, { ...shown, condition: 'lost' }, lost],
    [accepted],
  )
  expect(text.split('\n').slice(0, 2)).toEqual([
    '<!-- seamwatch-gate -->',
    '**Release gate: no.** `@seamapi/http 2.33.0` against `2.32.0`: `new: sdk-credential-shown: the SDK shows the credential in an error or in its output`',
  ])
  expect(text).toContain(
    '| **sdk-credential-shown**: The SDK shows the credential in an error or in its output | `error inspect`: `PUT /client_sessions/create` | `no credential` | <code>the &#124; credential</code> |',
  )
  expect(text).toContain('<details><summary>accepted: 1</summary>')
  expect(text).toContain('; by `@someone` until 2030-01-02')
  expect(text).toContain(
    '<details><summary>to accept: 1</summary>\n\n- `sdk-credential-shown · /client_sessions/create · inspect`',
  )
})

test('a comment stays within the limit of GitHub, and says what is left out', () => {
  const many = Array.from({ length: 3000 }, (_, index) => ({
    ...shown,
    at: `error ${index}`,
    key: `${index}`,
  }))
  const text = commentOn(many)
  expect(text.length).toBeLessThan(65_536)
  expect(text).toMatch(
    /Left out: .*\d+ × new rows\. `gate\.json` has all of it/,
  )
})

test('the comment and the JSON are not printed both, and nothing is written', async () => {
  const { exitCode, printed, reportsDir } = await seamwatch({
    args: ['gate', './nowhere', '--json', '--markdown', '-'],
  })
  expect(exitCode).toBe(2)
  expect(printed).toContain('only one of --json and --markdown -')
  expect(existsSync(reportsDir)).toBe(false)
})
