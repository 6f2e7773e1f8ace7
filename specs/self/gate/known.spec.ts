/** Known issues at the gate. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { decide } from '../../../src/gate/decide.ts'
import { nothingTried } from '../../../src/gate/found.ts'
import type { Found, Looked, Tried } from '../../../src/gate/found.ts'
import type { GateResult } from '../../../src/gate/gate.ts'
import type { KnownIssue } from '../../../src/model/acceptance.ts'
import { dayAfter, dayOf } from '../../../src/model/day.ts'
import { issue } from '../acceptance/issues.ts'
import { seamwatch } from '../commands/seamwatch.ts'
import { publishedRelease } from '../drivers/sdk/releases.ts'
import { folderWith } from '../folder.ts'
import { smallGate } from './small.ts'

const shown: Found = {
  code: 'sdk-credential-shown',
  class: 'sdk-risk',
  operation: 'PUT /client_sessions/create',
  at: 'output',
  expected: 'no credential',
  received: 'the credential',
  key: 'output',
  condition: 'rejected',
}
const lost: Found = {
  ...shown,
  code: 'sdk-value-lost',
  class: 'sdk-wrong',
  key: 'token',
  condition: 'success',
}

const anywhere = 'sdk-credential-shown · /client_sessions/create · output'

function entry(fingerprint: string, until = '2030-01-02'): KnownIssue {
  const link = 'https://example.org'
  const place = 'known.yaml:1:16'
  return { fingerprint, owner: 'a', reason: 'x', link, until, place }
}

function lane(condition: string, wrong: readonly string[] = []): Looked {
  return { path: '/client_sessions/create', condition, wrong }
}

function decideOn(
  issues: readonly KnownIssue[],
  release: Partial<Tried>,
  baseline: readonly Found[] = [],
) {
  const control = { ...nothingTried, calls: 1 }
  return decide({
    release: { ...control, ...release },
    baseline: { ...control, findings: baseline },
    control,
    known: { issues, today: '2030-01-02' },
  })
}

for (const [what, fingerprint] of [
  ['by its own name', `${anywhere} · rejected`],
  ['under each condition', anywhere],
  [
    'by the name that a run gives it',
    'sdk-credential-shown · POST /client_sessions/create · output',
  ],
] as const) {
  test(`a finding that is accepted ${what} does not fail`, () => {
    expect(decideOn([entry(fingerprint)], { findings: [shown] })).toMatchObject(
      {
        answer: 'yes',
        why: 'nothing that fails is new; 1 fault accepted',
        findings: [
          {
            since: 'accepted',
            accepted: { owner: 'a', expires: '2030-01-02' },
          },
        ],
      },
    )
  })
}

test('an entry of another condition accepts nothing', () => {
  const issues = [entry(`${anywhere} · lost`)]
  expect(decideOn(issues, { findings: [shown] }).answer).toBe('no')
})

test('a finding that is carried over can be accepted, too', () => {
  const { findings } = decideOn([entry(anywhere)], { findings: [shown] }, [
    shown,
  ])
  expect(findings).toMatchObject([{ since: 'accepted' }])
})

test('an expired entry counts again, and is named', () => {
  expect(
    decideOn([entry(anywhere, '2030-01-01')], { findings: [shown] }),
  ).toMatchObject({
    answer: 'no',
    findings: [{ since: 'new' }],
    knownIssues: { expired: [{ fingerprint: anywhere }], stale: [] },
  })
})

const looks: readonly (readonly [string, readonly Looked[], boolean])[] = [
  ['it was looked for', [lane('rejected'), lane('lost')], true],
  ['another condition was looked at', [lane('lost')], false],
  ['nothing was looked at', [], false],
  [
    'another finding may hide it',
    [lane('rejected', ['sdk-call-missing'])],
    false,
  ],
]
for (const [what, looked, isStale] of looks) {
  test(`an entry without its finding is ${isStale ? '' : 'not '}stale if ${what}`, () => {
    const issues = [
      entry(`${anywhere} · rejected`),
      entry('sdk-value-lost · POST /client_sessions/create · token'),
    ]
    const { knownIssues } = decideOn(issues, { looked })
    expect(knownIssues.stale.map(({ fingerprint }) => fingerprint)).toEqual(
      isStale ? [`${anywhere} · rejected`] : [],
    )
  })
}

test('an entry for each condition is stale only if no condition shows it', () => {
  const looked = [lane('rejected'), lane('lost')]
  const issues = [entry(anywhere)]
  expect(decideOn(issues, { looked }).knownIssues.stale).toHaveLength(1)
  const findings = [shown, lost]
  expect(decideOn(issues, { looked, findings }).knownIssues.stale).toEqual([])
})

test('a release is yes once its new findings are accepted', async ({}, info) => {
  test.setTimeout(600_000)
  const expires = dayAfter(dayOf(Date.now()), 1)
  const paths = 'create delete get'
  const key = "inspect of the SDK's error"
  const text = [
    ...paths.split(' ').map((name) =>
      issue({
        fingerprint: `sdk-credential-shown · /client_sessions/${name} · ${key}`,
        expires,
        sdk: '@seamapi/http',
      }),
    ),
    issue({
      fingerprint: 'sdk-value-lost · /client_sessions/get · token',
      expires,
    }),
  ]
  const file = join(folderWith({ 'known.yaml': text.join('') }), 'known.yaml')
  const reports = info.outputPath('reports')
  const { exitCode, printed } = await seamwatch({
    args: [
      'gate',
      publishedRelease('2.26.0').folder,
      '--baseline',
      publishedRelease('2.11.2').folder,
      '--reports',
      reports,
      '--known-issues',
      file,
    ],
    env: smallGate(),
  })
  expect(printed).toContain('Accepted (')
  expect(printed).toContain(`by api-team until ${expires}`)
  expect(printed).toContain('Known issues without effect (1)')
  expect(printed).toContain(
    'the finding is gone: sdk-value-lost · /client_sessions/get · token',
  )
  expect(printed).toContain('YES  @seamapi/http 2.26.0, against 2.11.2')
  expect(exitCode).toBe(0)
  const result: GateResult = JSON.parse(
    readFileSync(join(reports, 'gate', 'gate.json'), 'utf8'),
  )
  expect(result.knownIssues.stale).toHaveLength(1)
})

test('a mistake in the file ends the gate before it installs anything', async () => {
  const text = issue({ fingerprint: anywhere }).replace('link', 'lnik')
  const file = join(folderWith({ 'known.yaml': text }), 'known.yaml')
  const { exitCode, printed } = await seamwatch({
    args: ['gate', 'npm:@seamapi/http@0.0.0', '--known-issues', file],
  })
  expect(exitCode).toBe(2)
  expect(printed).toContain('→ did you mean "link"?')
  expect(printed).not.toContain('judging')
})
