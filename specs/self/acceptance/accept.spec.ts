/** `seamwatch accept`: writes an entry, and nothing else changes. */
import { existsSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from '@playwright/test'
import { textOf, withIssue } from '../../../src/acceptance/add.ts'
import type { NewIssue } from '../../../src/acceptance/add.ts'
import { dayAfter, dayOf } from '../../../src/model/day.ts'
import { visibleJson } from '../../../src/secrets/visible.ts'
import { judge } from '../../../src/verdict/verdict.ts'
import { seamwatch } from '../commands/seamwatch.ts'
import { folderWith } from '../folder.ts'
import { facts, finding, outcome, step } from '../report/fixture/outcomes.ts'
import { issue } from './issues.ts'

test.describe.configure({ timeout: 600_000 })

const drift = 'body-type-wrong · POST /client_sessions/create'
const shown = 'sdk-value-lost · /client_sessions/get · token · success'

const fresh: NewIssue = {
  fingerprint: drift,
  owner: 'api-team',
  reason: 'we know: it is being mended',
  link: 'https://example.org/2',
  expires: '2026-12-24',
}

test('the first entry replaces the empty list, and comments stay', () => {
  expect(withIssue('# ours\n#\n# Findings.\n[]\n', fresh)).toBe(
    `# ours\n#\n# Findings.\n${textOf(fresh)}`,
  )
  expect(withIssue('', fresh)).toBe(textOf(fresh))
})

test('a later entry goes to the end, and all else stays as it is', () => {
  const before = `# ours
- fingerprint: body-type-wrong · POST /client_sessions/get
  owner: api-team # ask Jane

  # a long story
  reason: 'it is: old'
  link: https://example.org/1
  expires: 2026-12-10

# the last one
- { fingerprint: x, owner: y, reason: z, link: "https://a.b", expires: 2026-12-10 }
`
  expect(withIssue(before, fresh)).toBe(`${before}${textOf(fresh)}`)
})

test('an entry of the same finding is renewed where it is', () => {
  const before =
    issue({ fingerprint: drift }).replace('api-team', 'jane # of the API') +
    issue({ fingerprint: 'x' })
  const after = withIssue(before, { ...fresh, target: 'production' })
  expect(after.match(/^- fingerprint/gm)).toHaveLength(2)
  expect(after).toContain('owner: api-team # of the API')
  expect(after.indexOf('target: production')).toBeLessThan(
    after.indexOf('fingerprint: x'),
  )
})

test('an entry for another target is an entry of its own', () => {
  const one = withIssue('', { ...fresh, target: 'production' })
  const both = withIssue(one, { ...fresh, target: 'fake' })
  expect(both.match(/^- fingerprint/gm)).toHaveLength(2)
})

/** The reports of a run and of a gate that found something. */
function reports(): string {
  const steps = [step({ findings: [finding('body-type-wrong')] })]
  const one = outcome('one', { steps, status: 'failed' })
  const verdict = judge([one], { facts: { ...facts, target: 'production' } })
  return folderWith(
    {
      'verdict.json': visibleJson(verdict),
      'gate/gate.json': JSON.stringify({
        release: { name: '@seamapi/http' },
        findings: [
          {
            code: 'sdk-value-lost',
            operation: 'GET /client_sessions/get',
            key: 'token',
            condition: 'success',
          },
        ],
      }),
    },
    'reports',
  )
}

const until = dayAfter(dayOf(Date.now()), 10)
const terms = [
  ['--owner', 'api-team'],
  ['--link', 'https://example.org/2'],
  ['--until', until],
  ['--reason', 'it is being mended'],
].flat()

async function accept(...args: readonly string[]) {
  const file = join(test.info().outputPath('known'), 'known.yaml')
  const { exitCode, printed } = await seamwatch({
    args: ['accept', ...args, '--known-issues', file],
    env: { SEAMWATCH_REPORTS: reports() },
  })
  const text = existsSync(file) ? readFileSync(file, 'utf8') : undefined
  return {
    exitCode,
    printed: printed.replaceAll(relative(process.cwd(), file), 'known.yaml'),
    text,
  }
}

test('findings of a run and of the gate are accepted where they were found', async () => {
  const { exitCode, printed, text } = await accept(drift, shown, ...terms)
  expect(printed).toBe(
    `known.yaml:1:16: accepted until ${until}, by api-team: ${drift}
known.yaml:7:16: accepted until ${until}, by api-team: ${shown}
`,
  )
  expect(exitCode).toBe(0)
  expect(text).toBe(
    textOf({
      fingerprint: drift,
      owner: 'api-team',
      reason: 'it is being mended',
      link: 'https://example.org/2',
      expires: until,
      target: 'production',
    }) +
      textOf({
        fingerprint: shown,
        owner: 'api-team',
        reason: 'it is being mended',
        link: 'https://example.org/2',
        expires: until,
        sdk: '@seamapi/http',
      }),
  )
  const everywhere = shown.replace(' · success', '')
  expect((await accept(everywhere, ...terms)).exitCode).toBe(0)
})

const refused: readonly (readonly [string, readonly string[], string])[] = [
  [
    'that no report shows',
    [drift.replace('type', 'typo'), ...terms],
    `did you mean "${drift}"?`,
  ],
  [
    'without a reason',
    [drift, ...terms.slice(0, -2)],
    'accept needs --reason [argument-invalid]',
  ],
  [
    'for too long',
    [drift, ...terms.slice(0, 4), '--until', '2999-01-01', '--reason', 'x'],
    'the new entry:5:12: "expires" must be at most 180 days ahead',
  ],
  [
    'without a day',
    [drift, ...terms.slice(0, 4), '--until', 'soon', '--reason', 'x'],
    '"expires" must be a day such as 2027-01-31, not "soon"',
  ],
]
for (const [what, args, message] of refused) {
  test(`a finding ${what} is not accepted, and nothing is written`, async () => {
    const { exitCode, printed, text } = await accept(...args)
    expect(printed).toContain(message)
    expect(exitCode).toBe(2)
    expect(text).toBeUndefined()
  })
}
