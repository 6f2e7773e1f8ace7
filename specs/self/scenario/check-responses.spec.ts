/** Names in `expect`, `assume` and `save` are those of the documented response; what
 * the contract leaves open is not refused. */
import { expect, test } from '@playwright/test'
import type { Contract, JsonObject } from '../../../src/model/contract.ts'
import { renderProblem } from '../../../src/model/problem.ts'
import { checkScenarios } from '../../../src/scenario/check.ts'
import { parseScenario } from '../../../src/scenario/parse/parse.ts'
import { contractOf } from '../contract/contract-of.ts'
import { contract as real } from '../kit.ts'

const create = `  - id: a
    call: /client_sessions/create
    body: { user_identifier_key: "\${{ run.marker }}" }
`

function problemsOf(steps: string, contract: Contract = real): string {
  const text = `scenario: t\nowner: o\nsteps:\n${steps}`
  const parsed = parseScenario({ id: 'a', file: 'a.yaml', text })
  if (parsed.kind === 'problems') return 'unreadable'
  return checkScenarios([parsed.source], contract)
    .problems.map(renderProblem)
    .join('\n')
}

test('a mistyped name is named with its line and what was meant', () => {
  expect(
    problemsOf(`${create}    expect:
      client_session:
        devic_count: { $gte: 0 }
`),
  )
    .toBe(`a.yaml:9:9: The 200 of POST /client_sessions/create has no "client_session.devic_count" [name-unresolved]
  7 |     expect:
  8 |       client_session:
> 9 |         devic_count: { $gte: 0 }
    |         ^^^^^^^^^^^
  → did you mean "device_count"?`)
})

const used = `  - id: b
    call: /client_sessions/get
    body: { client_session_id: "\${{ saved }}" }
`

for (const [written, at, hint] of [
  [
    'save: { saved: client_session.session_id }',
    '7:20: The 200 of POST /client_sessions/create has no "client_session.session_id"',
    'did you mean "client_session_id"?',
  ],
  [
    'save: { saved: { from: client_session.tokn, secret: true } }',
    '7:28: The 200 of POST /client_sessions/create has no "client_session.tokn"',
    'did you mean "token"?',
  ],
  [
    'save: { saved: token }',
    '7:20: The 200 of POST /client_sessions/create has no "token"',
    'valid: client_session, ok',
  ],
  [
    'save: { saved: client_session.token.text }',
    '7:20: The 200 of POST /client_sessions/create has no "client_session.token.text"',
    'the contract has no properties there',
  ],
] as const) {
  test(`${written} is a mistake`, () => {
    const text = problemsOf(`${create}    ${written}\n${used}`)
    expect(text).toContain(`a.yaml:${at}`)
    expect(text).toContain(`→ ${hint}`)
  })
}

for (const [what, step, unknown] of [
  [
    'an element of a list',
    'client_sessions: [{ tokn: x }]',
    'client_sessions[0].tokn',
  ],
  [
    'all elements',
    'client_sessions: { $all: { tokn: x } }',
    'client_sessions.tokn',
  ],
  [
    'an element that is there',
    'client_sessions: { $contains: { tokn: x } }',
    'client_sessions.tokn',
  ],
  [
    'a choice',
    'client_sessions: { $one_of: [[], [{ tokn: x }]] }',
    'client_sessions[0].tokn',
  ],
  [
    'what must not be',
    'client_sessions: { $excludes: [{ tokn: x }] }',
    'client_sessions.tokn',
  ],
  [
    'what may be',
    'client_session: { $if_present: { tokn: x } }',
    'client_session',
  ],
  ['a list as a map', 'client_sessions: { token: x }', 'client_sessions.token'],
] as const) {
  test(`names in ${what} are checked`, () => {
    expect(
      problemsOf(`  - id: a
    call: /client_sessions/list
    expect: { ${step} }
`),
    ).toContain(`has no "${unknown}"`)
  })
}

test('names of an assumption are checked', () => {
  expect(
    problemsOf(
      `${create}    assume: { a-b: { client_session: { tokn: x } } }\n`,
    ),
  ).toContain('a.yaml:7:40: The 200 of POST /client_sessions/create')
})

for (const [what, step] of [
  [
    'the body of an error',
    'expect_status: 400\n    expect: { error: { type: x }, more: 1 }',
  ],
  [
    'the body of an undocumented status',
    'expect_status: 404\n    expect: { error: { type: x } }',
  ],
  [
    'a name that may be of the error',
    'expect_status: [200, 400]\n    expect: { error: { $present: true } }',
  ],
  [
    'the absence of a name',
    'expect: { client_session: { customer_id: { $present: false } } }',
  ],
  [
    'an operator',
    'expect: { client_session: { device_count: { $not: 3 }, connect_webview_ids: { $length: { $gte: 0 } } } }',
  ],
  ['a value that an earlier step gives', "expect: '${{ x }}'"],
] as const) {
  test(`${what} is not refused`, () => {
    expect(problemsOf(`${create}    ${step}\n`)).not.toContain('has no')
  })
}

test('a typing error is found where an error is wanted, too', () => {
  expect(
    problemsOf(`${create}    expect_status: [200, 400]
    expect: { client_sesion: { $if_present: {} } }
`),
  ).toContain('did you mean "client_session"?')
})

test('a save of a step that wants a rejection is checked against a success', () => {
  const text = `${create}    expect_status: 400
    save: { saved: client_session.client_session_i }
${used}`
  expect(problemsOf(text)).toContain('did you mean "client_session_id"?')
})

const object = (properties: JsonObject): JsonObject => ({
  type: 'object',
  properties,
})

for (const [what, schema, schemas] of [
  [
    'further properties are allowed',
    { ...object({ a: {} }), additionalProperties: true },
  ],
  [
    'further properties have a schema',
    { ...object({ a: {} }), additionalProperties: { type: 'string' } },
  ],
  ['nothing is said', {}],
  ['any object is right', { type: 'object' }],
  [
    'one of the variants is open',
    { oneOf: [object({ a: {} }), { type: 'object' }] },
  ],
  ['a variant has it', { anyOf: [object({ a: {} }), object({ name: {} })] }],
  ['a part has it', { allOf: [object({ a: {} }), object({ name: {} })] }],
  ['it refers to another document', { allOf: [{ $ref: 'other.json#/a' }] }],
  [
    'children may add it',
    { $ref: '#/components/schemas/Pet' },
    {
      Pet: {
        ...object({ kind: { type: 'string' } }),
        discriminator: { propertyName: 'kind' },
      },
    },
  ],
] as const) {
  test(`a name is not refused where ${what}`, () => {
    const contract = contractOf(schema as JsonObject, schemas) // of literals
    const step = '  - id: a\n    call: /x\n    expect: { name: x }\n'
    expect(problemsOf(step, contract)).toBe('')
  })
}

for (const [what, schema] of [
  [
    'further properties are not allowed',
    { ...object({ a: {} }), additionalProperties: false },
  ],
  ['no variant has it', { oneOf: [object({ a: {} }), object({ b: {} })] }],
  ['the body is a text', { type: 'string' }],
] as const) {
  test(`a name is refused where ${what}`, () => {
    const step = '  - id: a\n    call: /x\n    expect: { name: x }\n'
    const contract = contractOf(schema as JsonObject) // of literals
    expect(problemsOf(step, contract)).toContain(
      'The 200 of GET /x has no "name"',
    )
  })
}
