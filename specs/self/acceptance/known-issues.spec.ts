/** `schemas/known-issues.yaml`: its grammar, its days, and each mistake with its
 * line. */
import { expect, test } from '@playwright/test'
import { parseKnownIssues } from '../../../src/acceptance/known-issues.ts'
import { UsageError } from '../../../src/model/problem.ts'
import { seamwatch } from '../commands/seamwatch.ts'
import { folderWith } from '../folder.ts'
import { issue } from './issues.ts'

const today = '2026-11-27'
const drift = 'body-type-wrong · POST /client_sessions/get · token'
const open = 'refusal-missing · POST /client_sessions/get · none'
const shown = 'sdk-credential-shown · GET /client_sessions/get · inspect'

function parse(text: string) {
  return parseKnownIssues({ file: 'known.yaml', text }, today)
}

function problemsIn(text: string): string {
  try {
    parse(text)
  } catch (error) {
    if (error instanceof UsageError) return error.message
    throw error
  }
  return 'no problem'
}

test('an entry is read with the place of its fingerprint', () => {
  expect(parse(issue({ fingerprint: drift, target: 'production' }))).toEqual([
    {
      fingerprint: drift,
      owner: 'api-team',
      reason: 'it is being mended',
      link: 'https://example.org/issues/1',
      until: '2026-12-10',
      target: 'production',
      place: 'known.yaml:1:16',
    },
  ])
})

test('a list without entries is valid', () => {
  expect(parse('# none\n[]\n')).toEqual([])
})

const days = [
  [drift, '2027-05-26', 'no problem'],
  [
    drift,
    '2027-05-27',
    '"expires" must be at most 180 days ahead, not 2027-05-27',
  ],
  [open, '2026-12-11', 'no problem'],
  [
    open,
    '2026-12-12',
    '"expires" must be for refusal-missing at most 14 days ahead, not 2026-12-12',
  ],
  [
    shown,
    '2026-12-12',
    '"expires" must be for sdk-credential-shown at most 14 days ahead, not 2026-12-12',
  ],
  [drift, '2020-01-01', 'no problem'],
] as const
for (const [fingerprint, expires, problem] of days) {
  test(`${fingerprint} until ${expires}: ${problem}`, () => {
    expect(problemsIn(issue({ fingerprint, expires }))).toContain(problem)
  })
}

const mistakes: readonly {
  readonly what: string
  readonly text: string
  readonly errors: readonly string[]
}[] = [
  {
    what: 'without an owner',
    text: issue({ fingerprint: drift }).replace(/^ +owner.*\n/m, ''),
    errors: ['known.yaml:1:3: A known issue needs "owner" [key-missing]'],
  },
  {
    what: 'with a mistyped key',
    text: issue({ fingerprint: drift }).replace('expires:', 'expire:'),
    errors: [
      'known.yaml:5:3: Unknown key "expire" in a known issue [key-unknown]',
      '> 5 |   expire: 2026-12-10',
      '→ did you mean "expires"?',
    ],
  },
  {
    what: 'with a mistyped code',
    text: issue({ fingerprint: drift.replace('type', 'tpye') }),
    errors: [
      'does not begin with the code of a finding [value-invalid]',
      '→ did you mean "body-type-wrong"?',
    ],
  },
  {
    what: 'that expires on no day',
    text: issue({ fingerprint: drift, expires: 'soon' }),
    errors: ['"expires" must be a day such as 2027-01-31, not "soon"'],
  },
  {
    what: 'that expires on a day that no calendar has',
    text: issue({ fingerprint: drift, expires: '2027-02-30' }),
    errors: ['"expires" must be a day such as 2027-01-31, not "2027-02-30"'],
  },
  {
    what: 'with a word in place of a link',
    text: issue({ fingerprint: drift, link: 'JIRA-1' }),
    errors: ['"link" must be a link such as https://'],
  },
  {
    what: 'of an outage',
    text: issue({ fingerprint: 'server-error · POST /client_sessions/get' }),
    errors: [
      'server-error cannot be accepted: it says that something could not be judged',
    ],
  },
  {
    what: 'twice',
    text: issue({ fingerprint: drift }) + issue({ fingerprint: drift }),
    errors: [`known.yaml:6:16: "${drift}" is accepted twice`],
  },
  {
    what: 'twice, once for one target',
    text:
      issue({ fingerprint: drift, target: 'fake' }) +
      issue({ fingerprint: drift }),
    errors: ['is accepted twice'],
  },
  {
    what: 'in a map',
    text: 'accepted: []\n',
    errors: ['known.yaml:1:1: The file must be a list of known issues, not'],
  },
  {
    what: 'in a file of comments',
    text: '# none\n',
    errors: ['The file is empty', '→ write "[]" for a list without entries'],
  },
  {
    what: 'with an anchor that grows without end',
    text: `- &a [x,x]\n${'- &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\n'.repeat(40)}`,
    errors: ['known.yaml:'],
  },
  {
    what: 'with a tag',
    text: '- !!js/function x\n',
    errors: ['known.yaml:1:17: A YAML tag is not allowed'],
  },
  {
    what: 'with a key of every object',
    text: `${issue({ fingerprint: drift })}  __proto__: x\n`,
    errors: ['Unknown key "__proto__" in a known issue'],
  },
]
for (const { what, text, errors } of mistakes) {
  test(`a known issue ${what} is an error with its line`, () => {
    const problems = problemsIn(text)
    for (const error of errors) expect(problems).toContain(error)
  })
}

test('one finding may be accepted on two targets', () => {
  const text =
    issue({ fingerprint: drift, target: 'fake' }) +
    issue({ fingerprint: drift, target: 'production' })
  expect(parse(text)).toHaveLength(2)
})

test('every mistake is reported, in the order of the lines', () => {
  const text =
    issue({ fingerprint: drift, expires: 'soon' }) +
    issue({ fingerprint: 'x', owner: '""' })
  expect(problemsIn(text).match(/^known\.yaml:\d+/gm)).toEqual([
    'known.yaml:5',
    'known.yaml:6',
    'known.yaml:7',
  ])
})

test('check reports a mistake beside those of the scenarios', async () => {
  const folder = folderWith({
    'known.yaml': issue({ fingerprint: drift }).replace('owner', 'onwer'),
  })
  const { exitCode, printed } = await seamwatch({
    args: ['check', '--known-issues', `${folder}/known.yaml`],
    scenarios: { 'a.yaml': 'scenario: a\nonwer: self\nsteps: []\n' },
  })
  expect(exitCode).toBe(2)
  expect(printed).toContain('Unknown key "onwer" in a known issue')
  expect(printed).toContain('Unknown key "onwer" in a scenario')
  expect(printed).toMatch(/\d+ problems$/m)
})

test('check names an entry that has expired', async () => {
  const folder = folderWith({
    'known.yaml': issue({ fingerprint: drift, expires: '2026-01-31' }),
  })
  const { exitCode, printed } = await seamwatch({
    args: ['check', '--known-issues', `${folder}/known.yaml`],
  })
  expect(exitCode).toBe(0)
  expect(printed).toContain(`known.yaml:1:16: expired on 2026-01-31: ${drift}`)
})
