import { test, expect } from '@playwright/test'
import { problemsOf } from './check-text.ts'

test('a mistyped path names the path that was meant', () => {
  expect(
    problemsOf(
      `scenario: t
owner: o
steps:
  - id: a
    call: /client_session/get
`,
    ),
  )
    .toBe(`scenarios/a.yaml:5:11: The contract has no path "/client_session/get" [operation-unknown]
  3 | steps:
  4 |   - id: a
> 5 |     call: /client_session/get
    |           ^^^^^^^^^^^^^^^^^^^
  → did you mean "/client_sessions/get"?`)
})

test('a method that the path lacks lists those it has', () => {
  expect(
    problemsOf(
      `scenario: t
owner: o
steps:
  - id: a
    call: /client_sessions/get
    method: PATCH
`,
    ),
  )
    .toBe(`scenarios/a.yaml:6:13: "/client_sessions/get" has no method "PATCH" [method-unknown]
  4 |   - id: a
  5 |     call: /client_sessions/get
> 6 |     method: PATCH
    |             ^^^^^
  → valid: GET, POST`)
})

test('a method that only some rows get wrong names the row', () => {
  expect(
    problemsOf(
      `scenario: t
owner: o
matrix: { method: [POST, PTU] }
steps:
  - id: a
    call: /client_sessions/create
    method: \${{ matrix.method }}
`,
    ),
  )
    .toBe(`scenarios/a.yaml:7:13: "/client_sessions/create" has no method "PTU" (row "method: PTU") [method-unknown]
  5 |   - id: a
  6 |     call: /client_sessions/create
> 7 |     method: \${{ matrix.method }}
    |             ^^^^^^^^^^^^^^^^^^^^
  → did you mean "PUT"?`)
})

test('a path with several methods and no POST needs a method', () => {
  expect(
    problemsOf(
      `scenario: t
owner: o
steps:
  - id: a
    call: /devices/update
`,
    ),
  )
    .toBe(`scenarios/a.yaml:5:11: "/devices/update" has several methods, and POST is none of them [method-unknown]
  3 | steps:
  4 |   - id: a
> 5 |     call: /devices/update
    |           ^^^^^^^^^^^^^^^
  → add "method": PUT or PATCH`)
})

test('a mistyped parameter is reported once, not also as missing', () => {
  expect(
    problemsOf(
      `scenario: t
owner: o
steps:
  - id: a
    call: /client_sessions/delete
    body: { client_sesion_id: x }
`,
    ),
  )
    .toBe(`scenarios/a.yaml:6:13: POST /client_sessions/delete has no parameter "client_sesion_id" [body-property-unknown]
  4 |   - id: a
  5 |     call: /client_sessions/delete
> 6 |     body: { client_sesion_id: x }
    |             ^^^^^^^^^^^^^^^^
  → did you mean "client_session_id"?`)
})

test('a mistyped parameter of an undo is found', () => {
  expect(
    problemsOf(
      `scenario: t
owner: o
steps:
  - id: a
    call: /client_sessions/create
    undo: { call: /client_sessions/delete, body: { session: x } }
`,
    ),
  )
    .toBe(`scenarios/a.yaml:6:44: POST /client_sessions/delete requires the parameter "client_session_id" [key-missing]
  4 |   - id: a
  5 |     call: /client_sessions/create
> 6 |     undo: { call: /client_sessions/delete, body: { session: x } }
    |                                            ^^^^
  → add it to "body"

scenarios/a.yaml:6:52: POST /client_sessions/delete has no parameter "session" [body-property-unknown]
  4 |   - id: a
  5 |     call: /client_sessions/create
> 6 |     undo: { call: /client_sessions/delete, body: { session: x } }
    |                                                    ^^^^^^^
  → valid: client_session_id`)
})

test('a missing required parameter is an error', () => {
  expect(
    problemsOf(
      `scenario: t
owner: o
steps:
  - id: a
    call: /client_sessions/delete
`,
    ),
  )
    .toBe(`scenarios/a.yaml:5:11: POST /client_sessions/delete requires the parameter "client_session_id" [key-missing]
  3 | steps:
  4 |   - id: a
> 5 |     call: /client_sessions/delete
    |           ^^^^^^^^^^^^^^^^^^^^^^^
  → add it to "body", or give the status without it in "expect_status"`)
})

test('a required parameter may be left out where a failure is expected', () => {
  expect(
    problemsOf(
      `scenario: t
owner: o
steps:
  - id: a
    call: /client_sessions/delete
    expect_status: 400
`,
    ),
  ).toBe('')
})

test('an unknown scheme names the closest', () => {
  expect(
    problemsOf(
      `scenario: t
owner: o
steps:
  - id: a
    call: /health/get
    as: api_kye
  - id: b
    call: /health/get
    as: { client_sesion: x }
`,
    ),
  )
    .toBe(`scenarios/a.yaml:6:9: The contract has no security scheme "api_kye" [credential-unknown]
  4 |   - id: a
  5 |     call: /health/get
> 6 |     as: api_kye
    |         ^^^^^^^
  7 |   - id: b
  → did you mean "api_key"?

scenarios/a.yaml:9:11: The contract has no security scheme "client_sesion" [credential-unknown]
  7 |   - id: b
  8 |     call: /health/get
> 9 |     as: { client_sesion: x }
    |           ^^^^^^^^^^^^^
  → did you mean "client_session"?`)
})

test('a row whose credential cannot be used is named', () => {
  expect(
    problemsOf(
      `scenario: t
owner: o
matrix:
  - { name: good, as: api_key }
  - { name: bad, as: 5 }
steps:
  - id: a
    call: /health/get
    as: \${{ matrix.as }}
`,
    ),
  )
    .toBe(`scenarios/a.yaml:9:9: "as" is not a credential (row "bad") [credential-unknown]
  7 |   - id: a
  8 |     call: /health/get
> 9 |     as: \${{ matrix.as }}
    |         ^^^^^^^^^^^^^^^^
  → write a scheme's name, none, or { scheme: token } in the matrix`)
})

test('two steps with one id are an error', () => {
  expect(
    problemsOf(
      `scenario: t
owner: o
steps:
  - { id: a, call: /health/get }
  - { id: a, call: /health/get }
`,
    ),
  ).toBe(`scenarios/a.yaml:5:11: Two steps are called "a" [step-duplicate]
  3 | steps:
  4 |   - { id: a, call: /health/get }
> 5 |   - { id: a, call: /health/get }
    |           ^
  → the first is on line 4; give this one another id`)
})

test('two files with one title are an error', () => {
  expect(
    problemsOf(
      `scenario: t
owner: o
steps:
  - { id: a, call: /health/get }
`,
      `scenario: t
owner: o
steps:
  - { id: a, call: /health/get }
`,
    ),
  )
    .toBe(`scenarios/b.yaml:1:11: Two scenarios have the title "t" [scenario-duplicate]
> 1 | scenario: t
    |           ^
  2 | owner: o
  → the first is at scenarios/a.yaml:1:11; change one of them`)
})

test('two rows with one name are an error', () => {
  expect(
    problemsOf(
      `scenario: t
owner: o
matrix:
  - { name: x, k: 1 }
  - { name: x, k: 2 }
steps:
  - id: a
    call: /client_sessions/create
    body: { customer_key: "\${{ matrix.k }}" }
`,
    ),
  )
    .toBe(`scenarios/a.yaml:5:5: Two rows of the matrix are called "x" [value-invalid]
  3 | matrix:
  4 |   - { name: x, k: 1 }
> 5 |   - { name: x, k: 2 }
    |     ^^^^^^^^^^^^^^^^^
  6 | steps:
  → remove one, or give each a different "name"`)
})

test('one fault through two aliases is reported once', () => {
  expect(
    problemsOf(
      `scenario: t
owner: o
steps:
  - id: a
    call: /client_sessions/create
    body: &body { nme: x }
  - id: b
    call: /client_sessions/create
    body: *body
`,
    ),
  )
    .toBe(`scenarios/a.yaml:6:19: POST /client_sessions/create has no parameter "nme" [body-property-unknown]
  4 |   - id: a
  5 |     call: /client_sessions/create
> 6 |     body: &body { nme: x }
    |                   ^^^
  7 |   - id: b
  → valid: user_identifier_key, customer_key`)
})
