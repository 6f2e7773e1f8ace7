/** `seamwatch run --known-issues FILE`: an accepted finding is listed and does
 * not fail the run. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { acceptedIn, inScope } from '../../../src/acceptance/settle.ts'
import { dayAfter, dayOf } from '../../../src/model/day.ts'
import type { KnownIssue } from '../../../src/model/acceptance.ts'
import type { Verdict } from '../../../src/model/verdict.ts'
import { seamwatch } from '../commands/seamwatch.ts'
import { publishedRelease } from '../drivers/sdk/releases.ts'
import { folderWith } from '../folder.ts'
import { issue } from './issues.ts'

const tomorrow = dayAfter(dayOf(Date.now()), 1)
const yesterday = dayAfter(dayOf(Date.now()), -1)

/** It expects what no API sends. */
const wrong = {
  'wrong.yaml': `scenario: a session has no such key
owner: self
steps:
  - id: list
    call: /client_sessions/list
    as: api_key
    expect: { ok: false }
`,
}
const unmet = 'expectation-unmet · POST /client_sessions/list · ok'

async function runWith(text: string, target = 'sandbox') {
  const file = join(folderWith({ 'known.yaml': text }, 'known'), 'known.yaml')
  const { exitCode, printed, reportsDir } = await seamwatch({
    args: ['run', '--target', target, '--known-issues', file],
    scenarios: wrong,
  })
  const verdict = (): Verdict =>
    JSON.parse(readFileSync(join(reportsDir, 'verdict.json'), 'utf8'))
  return { exitCode, printed: printed.replaceAll(file, 'known.yaml'), verdict }
}

test.describe('a run', () => {
  test.describe.configure({ timeout: 600_000 })

  test('passes if each finding that fails is accepted, and lists it', async () => {
    const before = await runWith('[]\n')
    expect(before.exitCode).toBe(1)
    expect(before.printed).toContain(`accept    ${unmet}`)

    const { exitCode, printed, verdict } = await runWith(
      issue({ fingerprint: unmet, expires: tomorrow }),
    )
    expect(printed).toContain('✓ a session has no such key')
    expect(printed).toContain('Accepted (1)\n  POST /client_sessions/list')
    expect(printed).toContain(
      `[expectation-unmet]: by api-team until ${tomorrow}, https://example.org/issues/1`,
    )
    expect(printed).toContain('1 case passed')
    expect(printed).toContain('1 finding accepted.')
    expect(exitCode).toBe(0)
    const { findings, counts } = verdict()
    expect(counts.cases).toMatchObject({ passed: 1, failed: 0 })
    expect(findings).toMatchObject([
      {
        fingerprint: unmet,
        class: 'expectation',
        effect: 'listed',
        since: 'known',
        accepted: { owner: 'api-team', expires: tomorrow },
      },
    ])
  })

  test('fails if the entry has expired, and says so', async () => {
    const { exitCode, printed, verdict } = await runWith(
      issue({ fingerprint: unmet, expires: yesterday }),
    )
    expect(exitCode).toBe(1)
    expect(printed).toContain(
      `known.yaml:1:16: expired on ${yesterday}, so the finding counts again: ${unmet} (api-team)`,
    )
    expect(verdict().knownIssues?.expired).toMatchObject([
      { fingerprint: unmet },
    ])
  })

  test('fails if the entry is of another target', async () => {
    const { exitCode, printed } = await runWith(
      issue({ fingerprint: unmet, expires: tomorrow, target: 'production' }),
    )
    expect(exitCode).toBe(1)
    expect(printed).not.toContain('Accepted')
  })

  test('does not start with a mistake in the file', async () => {
    const { exitCode, printed } = await runWith(
      issue({ fingerprint: unmet, expires: '2999-01-01' }),
    )
    expect(exitCode).toBe(2)
    expect(printed).toMatch(
      /known\.yaml:5:12: "expires" must be at most 180 days ahead/,
    )
    expect(printed).not.toContain('case')
  })

  test('reads the file of the working directory', async () => {
    const folder = folderWith({
      'schemas/known-issues.yaml': issue({
        fingerprint: unmet,
        expires: tomorrow,
      }),
      ...Object.fromEntries(
        Object.entries(wrong).map(([name, text]) => [`mine/${name}`, text]),
      ),
    })
    const { exitCode, printed } = await seamwatch({
      args: ['run', '--scenarios', 'mine'],
      cwd: folder,
    })
    expect(printed).toContain('Accepted (1)')
    expect(exitCode).toBe(0)
  })
})

test('a release of an SDK passes once its findings are accepted', async () => {
  test.setTimeout(600_000)
  const sdk = publishedRelease('2.32.0').folder
  const operations = [
    'GET /client_sessions/get',
    'PATCH /client_sessions/grant_access',
    'POST /client_sessions/revoke',
    'DELETE /client_sessions/delete',
  ]
  const entries = operations.map((operation) =>
    issue({
      fingerprint: `sdk-credential-shown · ${operation} · inspect of the SDK's error`,
      expires: tomorrow,
      sdk: '@seamapi/http',
    }),
  )
  const file = join(
    folderWith({ 'known.yaml': entries.join('') }, 'known'),
    'known.yaml',
  )
  const args = ['run', '--driver', 'sdk', '--sdk', sdk, '--grep', 'unknown']
  const { exitCode, printed } = await seamwatch({
    args: [...args, '--known-issues', file],
  })
  expect(printed).toContain('Accepted (')
  expect(printed).toContain('verdict: passed')
  expect(exitCode).toBe(0)
})

const known: KnownIssue = {
  fingerprint: 'body-type-wrong · POST /client_sessions/get · a',
  owner: 'api-team',
  reason: 'it is being mended',
  link: 'https://example.org',
  until: '2030-01-02',
  place: 'known.yaml:1:16',
}

test('an entry holds on its last day, and for its target and SDK alone', () => {
  const on = (today: string) => acceptedIn({ issues: [known], today })
  expect(on('2030-01-02').size).toBe(1)
  expect(on('2030-01-03').size).toBe(0)
  const scoped = [{ ...known, target: 'production', sdk: 'seam' }]
  const where = { target: 'production', sdk: 'seam' }
  expect(inScope(scoped, where)).toHaveLength(1)
  expect(inScope(scoped, { ...where, sdk: '@seamapi/http' })).toEqual([])
  expect(inScope(scoped, { target: 'production' })).toEqual([])
  expect(inScope([known], where)).toHaveLength(1)
})
