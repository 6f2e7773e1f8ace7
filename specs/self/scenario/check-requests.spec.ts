/** A request that is meant to be valid follows the schema of its operation. */
import { expect, test } from '@playwright/test'
import { renderProblem } from '../../../src/model/problem.ts'
import { checkScenarios } from '../../../src/scenario/check.ts'
import { parseScenario } from '../../../src/scenario/parse/parse.ts'
import { contract } from '../kit.ts'

function problemsOf(step: string, before = ''): string {
  const text = `scenario: t
owner: o
${before}steps:
  - id: a
    call: /client_sessions/create
${step}`
  const parsed = parseScenario({ id: 'a', file: 'a.yaml', text })
  if (parsed.kind === 'problems') return 'unreadable'
  return checkScenarios([parsed.source], contract)
    .problems.map(renderProblem)
    .join('\n')
}

const key = 'user_identifier_key: "${{ run.marker }}"'

test('a value that breaks the schema is named with its line', () => {
  expect(
    problemsOf(`    body:
      ${key}
      user_identity_id: not-a-uuid
`),
  )
    .toBe(`a.yaml:8:25: The "user_identity_id" of POST /client_sessions/create must be string, format uuid, not string "not-a-uuid" [value-invalid]
  6 |     body:
  7 |       user_identifier_key: "\${{ run.marker }}"
> 8 |       user_identity_id: not-a-uuid
    |                         ^^^^^^^^^^
  → correct it, or give the status that rejects it in "expect_status"`)
})

for (const [what, body, at] of [
  ['a wrong type', 'connect_webview_ids: x', '"connect_webview_ids"'],
  [
    'a wrong element',
    'connected_account_ids: [42]',
    '"connected_account_ids[0]"',
  ],
  ['null', 'expires_at: null', '"expires_at"'],
  ['a text that is no instant', 'expires_at: tomorrow', '"expires_at"'],
  [
    'a list that is too long',
    'user_identity_ids: ["${{ uuid() }}", "${{ uuid() }}"]',
    '"user_identity_ids"',
  ],
  [
    'a function of another form',
    'user_identity_id: "${{ time(+1h) }}"',
    '"user_identity_id"',
  ],
] as const) {
  test(`${what} is a mistake`, () => {
    expect(problemsOf(`    body: { ${key}, ${body} }\n`)).toContain(
      `The ${at} of POST`,
    )
  })
}

test('a row of the matrix, and a value, are checked as they are filled in', () => {
  const before =
    'values: { late: tomorrow }\nmatrix: { id: [x, 7d6ef1b8-35d4-4b2a-8a4e-9d9c3a1f0b11] }\n'
  const text = problemsOf(
    `    body: { ${key}, user_identity_id: "\${{ matrix.id }}", expires_at: "\${{ late }}" }\n`,
    before,
  )
  expect(text).toContain('The "user_identity_id" of')
  expect(text).toContain('not string "x"')
  expect(text).toContain('The "expires_at" of')
})

for (const [what, rest] of [
  ['a step that wants a rejection', '    expect_status: 400\n'],
  ['a step that may be rejected', '    expect_status: [200, 400]\n'],
  [
    'a step whose credential must be rejected',
    '    as: none\n    expect_refused: true\n',
  ],
] as const) {
  test(`${what} may break the schema`, () => {
    expect(
      problemsOf(`    body: { ${key}, expires_at: tomorrow }\n${rest}`),
    ).toBe('')
  })
}

test('what the target or an earlier response gives is no mistake of a scenario', () => {
  expect(
    problemsOf(`    body: { ${key}, connect_webview_ids: ["\${{ target.connect_webview_id }}"] }
    save: { token: client_session.token }
  - id: b
    call: /client_sessions/get
    body: { client_session_id: "\${{ token }}" }
`),
  ).toBe('')
})

test('the body of an undo is checked', () => {
  expect(
    problemsOf(`    body: { ${key} }
    undo: { call: /client_sessions/delete, body: { client_session_id: 3 } }
`),
  ).toContain('The "client_session_id" of POST /client_sessions/delete must be')
})

/** Their parameters travel in the query, where all is text. */
function problemsOfQuery(path: string, parameters: string): string {
  const text = `scenario: t
owner: o
steps:
  - id: a
    call: /client_sessions/${path}
    method: GET
    body: ${parameters}
`
  const parsed = parseScenario({ id: 'a', file: 'a.yaml', text })
  if (parsed.kind === 'problems') return 'unreadable'
  return checkScenarios([parsed.source], contract)
    .problems.map(renderProblem)
    .join('\n')
}

for (const [path, parameters, said] of [
  [
    'get',
    '{ client_session_id: nope }',
    'a.yaml:7:32: The "client_session_id" of GET /client_sessions/get must be string, format uuid, not string "nope" [value-invalid]',
  ],
  [
    'list',
    '{ without_user_identifier_key: perhaps }',
    'The "without_user_identifier_key" of GET /client_sessions/list must be boolean, not string',
  ],
  ['list', '{ user_identifier_key: [a] }', 'must be string'],
] as const) {
  test(`GET ${path} with ${parameters} is a mistake`, () => {
    expect(problemsOfQuery(path, parameters)).toContain(said)
  })
}

for (const parameters of [
  '{ without_user_identifier_key: true }',
  "{ without_user_identifier_key: 'true' }",
  "{ client_session_id: '00000000-0000-4000-8000-000000000000' }",
  '{ user_identifier_key: "${{ run.marker }}" }',
]) {
  test(`GET list with ${parameters} is no mistake`, () => {
    expect(problemsOfQuery('list', parameters)).toBe('')
  })
}
