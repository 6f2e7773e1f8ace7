/** `schemas/adopted.yaml`: its grammar, each mistake with its line, and what it
 * changes. */
import { expect, test } from '@playwright/test'
import { adoptedFor, parseAdopted } from '../../../src/acceptance/adopted.ts'
import { UsageError } from '../../../src/model/problem.ts'
import { seamwatch } from '../commands/seamwatch.ts'
import { folderWith } from '../folder.ts'

const known = ['grants-add', 'bearer-in-lower-case-is-accepted']
const entry = `- assumption: grants-add
  owner: api-team
  reason: our SDK relies on it
`

function problemsIn(text: string): string {
  try {
    parseAdopted({ file: 'adopted.yaml', text }, known)
  } catch (error) {
    if (error instanceof UsageError) return error.message
    throw error
  }
  return 'no problem'
}

test('an entry holds for the target that it names, or for all', () => {
  const text = `${entry}- assumption: bearer-in-lower-case-is-accepted
  owner: sdk-team
  reason: a client sends it
  target: production
`
  const adopted = parseAdopted({ file: 'adopted.yaml', text }, known)
  const by = { owner: 'api-team', reason: 'our SDK relies on it' }
  expect(adoptedFor(adopted, 'fake')('grants-add')).toEqual(by)
  const bearer = known[1] ?? ''
  expect(adoptedFor(adopted, 'fake')(bearer)).toBeUndefined()
  expect(adoptedFor(adopted, 'production')(bearer)?.owner).toBe('sdk-team')
})

for (const [mistake, text, wanted] of [
  [
    'a mistyped assumption',
    entry.replace('grants-add', 'grant-adds'),
    `adopted.yaml:1:15: Nothing in the suite assumes "grant-adds" [name-unresolved]
> 1 | - assumption: grant-adds
    |               ^^^^^^^^^^
  2 |   owner: api-team
  → did you mean "grants-add"?`,
  ],
  [
    'no owner',
    entry.replace('  owner: api-team\n', ''),
    'An adopted assumption needs "owner"',
  ],
  ['an empty owner', entry.replace('api-team', "' '"), '"owner" must be'],
  ['a second entry', entry + entry, '"grants-add" is adopted twice'],
  [
    'a mistyped key',
    entry.replace('reason', 'reasons'),
    'did you mean "reason"?',
  ],
] as const) {
  test(`${mistake} is named with its line`, () => {
    expect(problemsIn(text)).toContain(wanted)
  })
}

test('a list without entries is valid', () => {
  expect(problemsIn('# none\n[]\n')).toBe('no problem')
})

test('check counts the assumptions, and refuses one that nothing assumes', async () => {
  const folder = folderWith({ 'adopted.yaml': entry })
  const wrong = await seamwatch({
    args: ['check', '--adopted', `${folder}/adopted.yaml`],
  })
  expect(wrong.exitCode).toBe(2)
  expect(wrong.printed).toContain('Nothing in the suite assumes "grants-add"')
  const right = await seamwatch({ args: ['check'] })
  expect(right.printed).toMatch(/\d+ assumptions, 0 adopted/)
})
