import { test, expect } from '@playwright/test'
import { problemsOf } from './check-text.ts'

test('a mistyped capture names the capture that was meant, and the capture is not also unused', () => {
  expect(
    problemsOf(
      `scenario: t
owner: o
steps:
  - id: a
    call: /client_sessions/create
    save: { session_id: client_session.client_session_id }
  - id: b
    call: /client_sessions/get
    body:
      client_session_id: \${{ sesion_id }}
`,
    ),
  ).toBe(`scenarios/a.yaml:10:26: Unknown name "sesion_id" [name-unresolved]
   8 |     call: /client_sessions/get
   9 |     body:
> 10 |       client_session_id: \${{ sesion_id }}
     |                          ^^^^^^^^^^^^^^^^
  → did you mean "session_id"?`)
})

test('a problem points at the template inside a longer text', () => {
  expect(
    problemsOf(
      `scenario: t
owner: o
steps:
  - id: a
    call: /client_sessions/create
    body: { user_identifier_key: "x-\${{ run.id }}-\${{ run.makrer }}" }
`,
    ),
  ).toBe(`scenarios/a.yaml:6:51: Unknown name "run.makrer" [name-unresolved]
  4 |   - id: a
  5 |     call: /client_sessions/create
> 6 |     body: { user_identifier_key: "x-\${{ run.id }}-\${{ run.makrer }}" }
    |                                                   ^^^^^^^^^^^^^^^^^
  → did you mean "run.marker"?`)
})

test('a capture used before it is saved names the step that saves it', () => {
  expect(
    problemsOf(
      `scenario: t
owner: o
steps:
  - id: a
    call: /client_sessions/get
    body: { client_session_id: "\${{ s }}" }
  - id: b
    call: /client_sessions/create
    save: { s: client_session.client_session_id }
`,
    ),
  ).toBe(`scenarios/a.yaml:6:33: Unknown name "s" [name-unresolved]
  4 |   - id: a
  5 |     call: /client_sessions/get
> 6 |     body: { client_session_id: "\${{ s }}" }
    |                                 ^^^^^^^^
  7 |   - id: b
  → step "b" saves it, but only after this`)
})

test('a step cannot use its own capture, but its undo can', () => {
  expect(
    problemsOf(
      `scenario: t
owner: o
steps:
  - id: a
    call: /client_sessions/create
    expect: { x: "\${{ s }}" }
    save: { s: client_session.client_session_id }
    undo: { call: /client_sessions/delete, body: { client_session_id: "\${{ s }}" } }
`,
    ),
  ).toBe(`scenarios/a.yaml:6:19: Unknown name "s" [name-unresolved]
  4 |   - id: a
  5 |     call: /client_sessions/create
> 6 |     expect: { x: "\${{ s }}" }
    |                   ^^^^^^^^
  7 |     save: { s: client_session.client_session_id }
  → step "a" saves it, but only after this`)
})

test('a capture and a value that nothing uses are errors', () => {
  expect(
    problemsOf(
      `scenario: t
owner: o
values: { v: 1 }
steps:
  - id: a
    call: /client_sessions/create
    save: { s: ok }
`,
    ),
  ).toBe(`scenarios/a.yaml:3:11: The value "v" is never used [capture-unused]
  1 | scenario: t
  2 | owner: o
> 3 | values: { v: 1 }
    |           ^
  4 | steps:
  → use it as \${{ v }}, or remove it

scenarios/a.yaml:7:13: The capture "s" is never used [capture-unused]
  5 |   - id: a
  6 |     call: /client_sessions/create
> 7 |     save: { s: ok }
    |             ^
  → use it as \${{ s }}, or remove it`)
})

test('a matrix name that nothing uses is an error', () => {
  expect(
    problemsOf(
      `scenario: t
owner: o
matrix: { m: [1, 2] }
steps:
  - { id: a, call: /health/get }
`,
    ),
  )
    .toBe(`scenarios/a.yaml:3:11: The matrix name "m" is never used [capture-unused]
  1 | scenario: t
  2 | owner: o
> 3 | matrix: { m: [1, 2] }
    |           ^
  4 | steps:
  → use it as \${{ matrix.m }}, or remove it`)
})

test('a name that is defined twice is an error', () => {
  expect(
    problemsOf(
      `scenario: t
owner: o
values: { v: 1 }
steps:
  - id: a
    call: /client_sessions/create
    save: { run: ok, v: ok }
  - id: b
    call: /client_sessions/create
    body: { user_identifier_key: "\${{ v }}\${{ run }}" }
`,
    ),
  )
    .toBe(`scenarios/a.yaml:7:13: The capture "run" hides another of that name [value-invalid]
  5 |   - id: a
  6 |     call: /client_sessions/create
> 7 |     save: { run: ok, v: ok }
    |             ^^^
  8 |   - id: b
  → the name is reserved; choose another

scenarios/a.yaml:7:22: The capture "v" hides another of that name [value-invalid]
  5 |   - id: a
  6 |     call: /client_sessions/create
> 7 |     save: { run: ok, v: ok }
    |                      ^
  8 |   - id: b
  → each name must be unique; choose another`)
})

test('a matrix name must be in every row', () => {
  expect(
    problemsOf(
      `scenario: t
owner: o
matrix:
  - { name: one, key: x }
  - { name: two }
steps:
  - id: a
    call: /client_sessions/create
    body: { user_identifier_key: "\${{ matrix.key }}" }
`,
    ),
  )
    .toBe(`scenarios/a.yaml:9:35: The row "two" has no "matrix.key" [name-unresolved]
  7 |   - id: a
  8 |     call: /client_sessions/create
> 9 |     body: { user_identifier_key: "\${{ matrix.key }}" }
    |                                   ^^^^^^^^^^^^^^^^^
  → other rows have it; give it to every row`)
})

test('a matrix name without its prefix is recognised', () => {
  expect(
    problemsOf(
      `scenario: t
owner: o
matrix: { method: [POST, PUT] }
steps:
  - id: a
    call: /client_sessions/create
    method: \${{ matrix.method }}
    body: { user_identifier_key: "\${{ method }}" }
`,
    ),
  ).toBe(`scenarios/a.yaml:8:35: Unknown name "method" [name-unresolved]
  6 |     call: /client_sessions/create
  7 |     method: \${{ matrix.method }}
> 8 |     body: { user_identifier_key: "\${{ method }}" }
    |                                   ^^^^^^^^^^^^^
  → did you mean "matrix.method"?`)
})

test('an unknown function names the closest', () => {
  expect(
    problemsOf(
      `scenario: t
owner: o
steps:
  - id: a
    call: /client_sessions/create
    body: { user_identifier_key: "\${{ uid() }}" }
`,
    ),
  ).toBe(`scenarios/a.yaml:6:35: Unknown function "uid" [template-invalid]
  4 |   - id: a
  5 |     call: /client_sessions/create
> 6 |     body: { user_identifier_key: "\${{ uid() }}" }
    |                                   ^^^^^^^^^^^^
  → did you mean "uuid"?`)
})

test('a function with wrong arguments shows an example', () => {
  expect(
    problemsOf(
      `scenario: t
owner: o
steps:
  - id: a
    call: /client_sessions/create
    body: { user_identifier_key: "\${{ time(1 hour) }}" }
`,
    ),
  ).toBe(`scenarios/a.yaml:6:35: "time" has wrong arguments [template-invalid]
  4 |   - id: a
  5 |     call: /client_sessions/create
> 6 |     body: { user_identifier_key: "\${{ time(1 hour) }}" }
    |                                   ^^^^^^^^^^^^^^^^^^^
  → write time(+1h) or time(-30s)`)
})

test('anything else is not an expression', () => {
  expect(
    problemsOf(
      `scenario: t
owner: o
steps:
  - id: a
    call: /client_sessions/create
    body: { user_identifier_key: "\${{ 1 + 1 }}" }
`,
    ),
  )
    .toBe(`scenarios/a.yaml:6:35: "1 + 1" is neither a name nor a function [template-invalid]
  4 |   - id: a
  5 |     call: /client_sessions/create
> 6 |     body: { user_identifier_key: "\${{ 1 + 1 }}" }
    |                                   ^^^^^^^^^^^^
  → a template holds one dotted name, or uuid(), marker(2), time(+1h), repeat('x', 3)`)
})

test('a template without an end is an error', () => {
  expect(
    problemsOf(
      `scenario: t
owner: o
steps:
  - id: a
    call: /client_sessions/create
    body: { user_identifier_key: "x \${{ run.id" }
`,
    ),
  ).toBe(`scenarios/a.yaml:6:37: The template has no end [template-invalid]
  4 |   - id: a
  5 |     call: /client_sessions/create
> 6 |     body: { user_identifier_key: "x \${{ run.id" }
    |                                     ^^^^^^^^^^^
  → close it with }}, or write $\${{ to mean the characters themselves`)
})

test('a template is not allowed in a tag', () => {
  expect(
    problemsOf(
      `scenario: t
owner: o
tags: ["\${{run.id}}"]
steps:
  - id: a
    call: /health/get
`,
    ),
  )
    .toBe(`scenarios/a.yaml:3:9: A template is not allowed in "tags" [template-invalid]
  1 | scenario: t
  2 | owner: o
> 3 | tags: ["\${{run.id}}"]
    |         ^^^^^^^^^^^
  4 | steps:
  → templates go in "method", "as", "body", "expect", "assume", "undo" and "values"`)
})

test('a method may name the matrix only', () => {
  expect(
    problemsOf(
      `scenario: t
owner: o
steps:
  - id: a
    call: /client_sessions/create
    method: \${{ run.id }}
`,
    ),
  )
    .toBe(`scenarios/a.yaml:6:13: Only names of the matrix are allowed in "method" [template-invalid]
  4 |   - id: a
  5 |     call: /client_sessions/create
> 6 |     method: \${{ run.id }}
    |             ^^^^^^^^^^^^^
  → it must be known before the first step; write \${{ matrix.name }}`)
})

test('a text cannot contain a map', () => {
  expect(
    problemsOf(
      `scenario: t
owner: o
values: { v: { w: 1 } }
steps:
  - id: a
    call: /client_sessions/create
    body: { user_identifier_key: "x\${{ v }}" }
`,
    ),
  )
    .toBe(`scenarios/a.yaml:7:36: "v" is a list or a map, which a text cannot contain [template-invalid]
  5 |   - id: a
  6 |     call: /client_sessions/create
> 7 |     body: { user_identifier_key: "x\${{ v }}" }
    |                                    ^^^^^^^^
  → use the template alone, or name a scalar inside it`)
})
