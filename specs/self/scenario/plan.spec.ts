import { test, expect } from '@playwright/test'
import {
  bindCall,
  createBinding,
  withCapture,
} from '../../../src/scenario/bind.ts'
import { readPath } from '../../../src/scenario/path.ts'
import { expandCases, planCase } from '../../../src/scenario/plan.ts'
import { toRequest } from '../../../src/scenario/request.ts'
import { fileOf, scenarioOf } from './check-text.ts'
import { contract } from './contract.ts'

const lifecycle = scenarioOf(
  fileOf(
    `  - id: create
    call: /client_sessions/create
    method: \${{ matrix.method }}
    as: api_key
    body: { user_identifier_key: "\${{ key }}", customer_key: "\${{ target.user_identity_id }}" }
    save:
      session_id: client_session.client_session_id
      token: { from: client_session.token, secret: true }
    undo: { call: /client_sessions/delete, method: DELETE, body: { client_session_id: "\${{ session_id }}" } }
  - id: get
    call: /client_sessions/get
    as: { client_session: "\${{ token }}" }
    expect_status: [200, 401]
    within: 2s
`,
    'matrix: { method: [POST, PUT] }\nvalues: { key: "a-${{ run.id }}" }\n',
  ),
)
const [post, put] = expandCases(lifecycle)
if (!post || !put) throw new Error('the matrix has two rows')
const plan = planCase(put, contract)
const names = createBinding({
  caseStartMs: 0,
  runId: 'run1',
  marker: 'mark1',
  target: { user_identity_id: 'uid1' },
  row: put.row,
  values: lifecycle.values,
})

function idsOf(before: string): readonly string[] {
  const steps = `  - id: a
    call: /client_sessions/create
    body: { user_identifier_key: "\${{ matrix.a }}", customer_key: "\${{ matrix.b }}" }
    undo: { call: /client_sessions/delete, body: { client_session_id: x } }
`
  return expandCases(scenarioOf(fileOf(steps, before))).map(({ id }) => id)
}

test('the name of a case contains its row', () => {
  expect([post.id, post.title]).toEqual(['a?method=POST', 't [method: POST]'])
})

test('a scenario without a matrix is one case', () => {
  const one = scenarioOf(fileOf('  - { id: a, call: /health/get }\n'))
  expect(expandCases(one).map(({ id, title }) => [id, title])).toEqual([
    ['a', 't'],
  ])
})

test('the first name of a matrix varies slowest', () => {
  expect(idsOf('matrix: { a: [1, 2], b: [x, "y z"] }\n')).toEqual([
    'a?a=1&b=x',
    'a?a=1&b=y%20z',
    'a?a=2&b=x',
    'a?a=2&b=y%20z',
  ])
})

test('an id does not depend on the order of the names', () => {
  expect(idsOf('matrix: { b: [x], a: [1] }\n')).toEqual(['a?a=1&b=x'])
})

test('text that looks like a number has an id of its own', () => {
  expect(idsOf('matrix: { a: [1, "1"], b: [null, "null"] }\n')).toEqual([
    'a?a=1&b=null',
    'a?a=1&b=%22null%22',
    'a?a=%221%22&b=null',
    'a?a=%221%22&b=%22null%22',
  ])
})

test('a map in a row is identified by its name, otherwise by its content', () => {
  const matrix = 'matrix: { a: [{ name: big, n: 9 }, { n: 9 }], b: [x] }\n'
  const steps = `  - id: a
    call: /client_sessions/create
    body: { user_identifier_key: "\${{ matrix.a.n }}", customer_key: "\${{ matrix.b }}" }
    undo: { call: /client_sessions/delete, body: { client_session_id: x } }
`
  const cases = expandCases(scenarioOf(fileOf(steps, matrix)))
  expect(cases.map(({ id }) => id)).toEqual(['a?a=big&b=x', 'a?a=6caf899d&b=x'])
})

test('a listed row with a name is identified by that name', () => {
  const matrix =
    'matrix:\n  - { name: empty, a: "", b: 1 }\n  - { a: 1, b: 2 }\n'
  expect(idsOf(matrix)).toEqual(['a?name=empty', 'a?a=1&b=2'])
})

test('a plan lists the settings that it needs', () => {
  expect(plan.needs).toEqual(['target.user_identity_id', 'credential.api_key'])
})

test('a method is POST unless stated, and GET where it is the only one', () => {
  expect(plan.steps.map(({ operation }) => operation.key)).toEqual([
    'PUT /client_sessions/create',
    'POST /client_sessions/get',
  ])
  const health = scenarioOf(fileOf('  - { id: a, call: /health/get }\n'))
  const [only] = expandCases(health)
  expect(only && planCase(only, contract).steps[0]?.operation.key).toBe(
    'GET /health/get',
  )
})

test('values are computed before the first step', () => {
  const [create] = plan.steps
  expect(create && bindCall(create, names)).toEqual({
    kind: 'bound',
    method: 'PUT',
    path: '/client_sessions/create',
    parameters: { user_identifier_key: 'a-run1', customer_key: 'uid1' },
    credential: { kind: 'scheme', scheme: 'api_key' },
  })
})

test('a call uses its capture once it is known', () => {
  const [, get] = plan.steps
  if (!get) throw new Error('there are two steps')
  expect(bindCall(get, names)).toEqual({
    kind: 'missing',
    name: 'token',
    reason: 'absent',
  })
  const later = withCapture(names, { name: 'token', value: 'seam_cst1' })
  expect(bindCall(get, later)).toMatchObject({
    credential: { kind: 'token', scheme: 'client_session', token: 'seam_cst1' },
  })
})

test('a token that is not text cannot be sent', () => {
  const [, get] = plan.steps
  const later = withCapture(names, { name: 'token', value: 5 })
  expect(get && bindCall(get, later)).toEqual({
    kind: 'missing',
    name: '${{ token }}',
    reason: 'not-text',
  })
})

test('undo is bound like a call', () => {
  const undo = plan.steps[0]?.undo
  const later = withCapture(names, { name: 'session_id', value: 's1' })
  expect(undo && bindCall(undo, later)).toMatchObject({
    method: 'DELETE',
    parameters: { client_session_id: 's1' },
    credential: { kind: 'default' },
  })
})

test('statuses, secrets and durations are read as written', () => {
  const [create, get] = lifecycle.steps
  expect(create?.saves.map(({ name, isSecret }) => [name, isSecret])).toEqual([
    ['session_id', false],
    ['token', true],
  ])
  expect(create?.statuses).toEqual([200])
  expect([get?.statuses, get?.withinMs]).toEqual([[200, 401], 2000])
})

test('parameters are sent as JSON in a body', () => {
  const call = { method: 'POST', path: '/x', parameters: { a: [1] } } as const
  expect(toRequest(call, { parametersIn: 'body' })).toEqual({
    method: 'POST',
    path: '/x',
    query: [],
    headers: [
      ['accept', 'application/json'],
      ['content-type', 'application/json'],
    ],
    body: '{"a":[1]}',
  })
})

test('in a query a list repeats its key and no body is sent', () => {
  const parameters = { id: ['a', 'b'], without_key: true, n: 1, none: null }
  const call = { method: 'GET', path: '/x', parameters } as const
  expect(toRequest(call, { parametersIn: 'query' })).toEqual({
    method: 'GET',
    path: '/x',
    query: [
      ['id', 'a'],
      ['id', 'b'],
      ['without_key', 'true'],
      ['n', '1'],
      ['none', ''],
    ],
    headers: [['accept', 'application/json']],
  })
})

test('a path reads own properties and elements only', () => {
  const body = { client_sessions: [{ token: 't' }], none: null }
  expect(readPath(body, 'client_sessions[0].token')).toBe('t')
  expect(readPath(body, 'none')).toBeNull()
  expect(readPath(body, 'client_sessions[1].token')).toBeUndefined()
  expect(readPath(body, 'client_sessions.length')).toBeUndefined()
  expect(readPath(body, 'constructor.name')).toBeUndefined()
})
