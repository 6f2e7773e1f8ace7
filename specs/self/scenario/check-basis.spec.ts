/** Where expectations come from, as a scenario says it, and each mistake in it. */
import { expect, test } from '@playwright/test'
import { fileOf, problemsOf, scenarioOf } from './check-text.ts'

const call = '  - id: a\n    call: /client_sessions/create\n'

/** The first line and the advice of each problem. */
function mistakesIn(step: string): readonly string[] {
  return problemsOf(fileOf(`${call}${step}`))
    .split('\n')
    .filter((line) => /^(?:scenarios|  →)/.test(line))
}

for (const [step, basis] of [
  ['', undefined],
  ['    basis: contract\n', undefined],
  ['    basis: docs\n', { kind: 'docs' }],
  [
    '    basis: inferred\n    assumption: keys-are-kept\n',
    { kind: 'inferred', assumption: 'keys-are-kept' },
  ],
] as const) {
  test(`"${step.trim()}" is read as ${JSON.stringify(basis)}`, () => {
    const [first] = scenarioOf(
      fileOf(`${call}    body: { user_identifier_key: "\${{ run.marker }}" }
${step}`),
    ).steps
    expect(first?.basis).toEqual(basis)
  })
}

for (const [step, mistakes] of [
  [
    '    basis: infered\n',
    [
      'scenarios/a.yaml:6:12: "basis" must be one of contract, docs, inferred, not "infered" [value-invalid]',
      '  → did you mean "inferred"?',
    ],
  ],
  [
    '    basis: inferred\n',
    [
      'scenarios/a.yaml:6:12: What is inferred needs "assumption" [key-missing]',
      '  → add "assumption": a statement in words and hyphens, such as list-rejects-wrong-filters',
    ],
  ],
  [
    '    basis: docs\n    assumption: a-b\n',
    [
      'scenarios/a.yaml:7:5: Only what is inferred has an "assumption" [value-invalid]',
      '  → write "basis: inferred", or remove the assumption',
    ],
  ],
  [
    '    basis: inferred\n    assumption: Keys are kept\n',
    [
      'scenarios/a.yaml:7:17: "Keys are kept" cannot name an assumption [value-invalid]',
      '  → write a statement in small letters, digits and hyphens, such as grants-keep-earlier-access',
    ],
  ],
  [
    '    assume: { keys_kept: { ok: true } }\n',
    [
      'scenarios/a.yaml:6:15: "keys_kept" cannot name an assumption [value-invalid]',
      '  → write a statement in small letters, digits and hyphens, such as grants-keep-earlier-access',
    ],
  ],
  [
    '    assume: { keys-kept: { ok: { $gt3: 1 } } }\n',
    [
      'scenarios/a.yaml:6:34: Unknown operator "$gt3" [key-unknown]',
      '  → did you mean "$gte"?',
    ],
  ],
  [
    '    assume: { keys-kept: { ok: { $instant: soon } } }\n',
    [
      'scenarios/a.yaml:6:44: "soon" is not an instant [value-invalid]',
      '  → write one such as 2030-01-01T00:00:00Z, or ${{ time(+1h) }}',
    ],
  ],
  [
    "    assume: { keys-kept: { ok: '${{ soon }}' } }\n",
    [
      'scenarios/a.yaml:6:33: Unknown name "soon" [name-unresolved]',
      '  → valid: run.id, run.marker, target.connect_webview_id, target.connected_account_id, target.user_identity_id, target.second_connect_webview_id, target.second_connected_account_id, target.second_user_identity_id, target.customer_key',
    ],
  ],
  [
    '    expect_refused: true\n    assume: { keys-kept: { ok: true } }\n',
    [
      'scenarios/a.yaml:7:5: "assume" cannot be combined with "expect_refused" [value-invalid]',
      '  → a rejected call has no body to expect or save; remove one of the two',
    ],
  ],
] as const) {
  test(`${step.trim().replaceAll(/\s+/g, ' ')} is a mistake`, () => {
    expect(mistakesIn(step)).toEqual(mistakes)
  })
}
