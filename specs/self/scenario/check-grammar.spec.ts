import { readFileSync } from 'node:fs'
import { test, expect } from '@playwright/test'
import { scenarioDrivers } from '../../../src/model/scenario.ts'
import { problemsOf } from './check-text.ts'

test('a mistyped key is named with the key that was meant, and not also as missing', () => {
  expect(
    problemsOf(
      `scenario: t
ownr: o
steps:
  - { id: a, call: /health/get }
`,
    ),
  ).toBe(`scenarios/a.yaml:2:1: Unknown key "ownr" in a scenario [key-unknown]
  1 | scenario: t
> 2 | ownr: o
    | ^^^^
  3 | steps:
  → did you mean "owner"?`)
})

test('a key unlike any other lists the valid ones', () => {
  expect(
    problemsOf(
      `scenario: t
owner: o
steps:
  - id: a
    call: /health/get
    zzzzzz: 1
`,
    ),
  ).toBe(`scenarios/a.yaml:6:5: Unknown key "zzzzzz" in a step [key-unknown]
  4 |   - id: a
  5 |     call: /health/get
> 6 |     zzzzzz: 1
    |     ^^^^^^
  → valid: id, call, method, as, body, expect, expect_status, assume, basis, assumption, after, expect_refused, save, undo, settles, within`)
})

test('a mistyped key does not hide errors below it', () => {
  expect(
    problemsOf(
      `scenario: t
owner: o
steps:
  - id: a
    call: /client_sessions/create
    undo:
      cal: /client_sessions/delete
      bdy: { client_session_idd: x }
`,
    ),
  ).toBe(`scenarios/a.yaml:7:7: Unknown key "cal" in an undo call [key-unknown]
  5 |     call: /client_sessions/create
  6 |     undo:
> 7 |       cal: /client_sessions/delete
    |       ^^^
  8 |       bdy: { client_session_idd: x }
  → did you mean "call"?

scenarios/a.yaml:8:7: Unknown key "bdy" in an undo call [key-unknown]
  6 |     undo:
  7 |       cal: /client_sessions/delete
> 8 |       bdy: { client_session_idd: x }
    |       ^^^
  → did you mean "body"?

scenarios/a.yaml:8:14: POST /client_sessions/delete has no parameter "client_session_idd" [body-property-unknown]
  6 |     undo:
  7 |       cal: /client_sessions/delete
> 8 |       bdy: { client_session_idd: x }
    |              ^^^^^^^^^^^^^^^^^^
  → did you mean "client_session_id"?`)
})

test('a missing key is reported at the step that lacks it', () => {
  expect(
    problemsOf(
      `scenario: t
owner: o
steps:
  - id: a
`,
    ),
  ).toBe(`scenarios/a.yaml:4:5: A step needs "call" [key-missing]
  2 | owner: o
  3 | steps:
> 4 |   - id: a
    |     ^
  → add "call": a path that begins with /`)
})

test('a duration without a unit is an error', () => {
  expect(
    problemsOf(
      `scenario: t
owner: o
steps:
  - id: a
    call: /health/get
    within: 800
`,
    ),
  )
    .toBe(`scenarios/a.yaml:6:13: "within" must be a duration such as 800ms or 2s, not 800 [value-invalid]
  4 |   - id: a
  5 |     call: /health/get
> 6 |     within: 800
    |             ^^^`)
})

test('an unknown severity names the closest one', () => {
  expect(
    problemsOf(
      `severity: blockr
scenario: t
owner: o
steps:
  - { id: a, call: /health/get }
`,
    ),
  )
    .toBe(`scenarios/a.yaml:1:11: "severity" must be one of blocker, critical, normal, minor, trivial, not "blockr" [value-invalid]
> 1 | severity: blockr
    |           ^^^^^^
  2 | scenario: t
  → did you mean "blocker"?`)
})

test('a status out of range is an error in a list', () => {
  expect(
    problemsOf(
      `scenario: t
owner: o
steps:
  - id: a
    call: /health/get
    expect_status: [200, 99]
`,
    ),
  )
    .toBe(`scenarios/a.yaml:6:26: "expect_status[1]" must be a status from 100 to 599, not 99 [value-invalid]
  4 |   - id: a
  5 |     call: /health/get
> 6 |     expect_status: [200, 99]
    |                          ^^`)
})

test('a rejected call cannot expect or save anything', () => {
  expect(
    problemsOf(
      `scenario: t
owner: o
steps:
  - id: a
    call: /health/get
    expect_refused: true
    expect_status: 400
`,
    ),
  )
    .toBe(`scenarios/a.yaml:7:5: "expect_status" cannot be combined with "expect_refused" [value-invalid]
  5 |     call: /health/get
  6 |     expect_refused: true
> 7 |     expect_status: 400
    |     ^^^^^^^^^^^^^
  → a rejected call has no body to expect or save; remove one of the two`)
})

test('settles needs after', () => {
  expect(
    problemsOf(
      `scenario: t
owner: o
steps:
  - id: a
    call: /health/get
    settles: 5s
`,
    ),
  ).toBe(`scenarios/a.yaml:4:5: "settles" needs "after" [key-missing]
  2 | owner: o
  3 | steps:
> 4 |   - id: a
    |     ^
  5 |     call: /health/get
  → add "after": the step whose effect the call waits for`)
})

test('a repeated call cannot have an undo', () => {
  expect(
    problemsOf(
      `scenario: t
owner: o
steps:
  - id: a
    call: /health/get
  - id: b
    after: a
    call: /health/get
    settles: 5s
    undo: { call: /health/get }
`,
    ),
  )
    .toBe(`scenarios/a.yaml:10:5: "undo" cannot be combined with "settles" [value-invalid]
   8 |     call: /health/get
   9 |     settles: 5s
> 10 |     undo: { call: /health/get }
     |     ^^^^
  → a repeated call may create several things; put the undo in the step that creates one`)
})

test('an invalid save path is an error', () => {
  expect(
    problemsOf(
      `scenario: t
owner: o
steps:
  - id: a
    call: /client_sessions/create
    save: { b: client_session..token }
    undo: { call: /client_sessions/delete, body: { client_session_id: "\${{ b }}" } }
`,
    ),
  )
    .toBe(`scenarios/a.yaml:6:16: "b" must be a path such as client_session.token, not "client_session..token" [value-invalid]
  4 |   - id: a
  5 |     call: /client_sessions/create
> 6 |     save: { b: client_session..token }
    |                ^^^^^^^^^^^^^^^^^^^^^
  7 |     undo: { call: /client_sessions/delete, body: { client_session_id: "\${{ b }}" } }`)
})

test('an unknown operator names the closest', () => {
  expect(
    problemsOf(
      `scenario: t
owner: o
steps:
  - id: a
    call: /health/get
    expect: { n: { $gtee: 1 } }
`,
    ),
  ).toBe(`scenarios/a.yaml:6:20: Unknown operator "$gtee" [key-unknown]
  4 |   - id: a
  5 |     call: /health/get
> 6 |     expect: { n: { $gtee: 1 } }
    |                    ^^^^^
  → did you mean "$gte"?`)
})

test('operators and properties cannot share a map', () => {
  expect(
    problemsOf(
      `scenario: t
owner: o
steps:
  - id: a
    call: /health/get
    expect: { n: { $gte: 1, m: 2 } }
`,
    ),
  )
    .toBe(`scenarios/a.yaml:6:29: "m" cannot be combined with the operator "$gte" [value-invalid]
  4 |   - id: a
  5 |     call: /health/get
> 6 |     expect: { n: { $gte: 1, m: 2 } }
    |                             ^
  → a map holds operators or properties, not both`)
})

test('a pattern that does not compile is an error', () => {
  expect(
    problemsOf(
      `scenario: t
owner: o
steps:
  - id: a
    call: /health/get
    expect: { n: { $matches: "(" } }
`,
    ),
  ).toBe(`scenarios/a.yaml:6:30: "(" is not a regular expression [value-invalid]
  4 |   - id: a
  5 |     call: /health/get
> 6 |     expect: { n: { $matches: "(" } }
    |                              ^^^
  → it must compile as JavaScript with the flag u`)
})

test('an instant that no calendar has is an error', () => {
  expect(
    problemsOf(
      `scenario: t
owner: o
steps:
  - id: a
    call: /health/get
    expect: { n: { $before: "2031-02-30T00:00:00Z" } }
`,
    ),
  )
    .toBe(`scenarios/a.yaml:6:29: "2031-02-30T00:00:00Z" is not an instant [value-invalid]
  4 |   - id: a
  5 |     call: /health/get
> 6 |     expect: { n: { $before: "2031-02-30T00:00:00Z" } }
    |                             ^^^^^^^^^^^^^^^^^^^^^^
  → write one such as 2030-01-01T00:00:00Z, or \${{ time(+1h) }}`)
})

test('a prototype key is a key like any other', () => {
  expect(
    problemsOf(
      `scenario: t
owner: o
__proto__: { x: 1 }
constructor: 2
steps:
  - { id: a, call: /health/get, body: { __proto__: 1 } }
`,
    ),
  )
    .toBe(`scenarios/a.yaml:3:1: Unknown key "__proto__" in a scenario [key-unknown]
  1 | scenario: t
  2 | owner: o
> 3 | __proto__: { x: 1 }
    | ^^^^^^^^^
  4 | constructor: 2
  → valid: scenario, owner, severity, tags, drivers, matrix, values, steps

scenarios/a.yaml:4:1: Unknown key "constructor" in a scenario [key-unknown]
  2 | owner: o
  3 | __proto__: { x: 1 }
> 4 | constructor: 2
    | ^^^^^^^^^^^
  5 | steps:
  → valid: scenario, owner, severity, tags, drivers, matrix, values, steps

scenarios/a.yaml:6:41: GET /health/get has no parameter "__proto__" [body-property-unknown]
  4 | constructor: 2
  5 | steps:
> 6 |   - { id: a, call: /health/get, body: { __proto__: 1 } }
    |                                         ^^^^^^^^^
  → there are none`)
})

test('a file that is not a map is an error', () => {
  expect(
    problemsOf(
      `- 1
`,
    ),
  )
    .toBe(`scenarios/a.yaml:1:1: The file must be a scenario, not [1] [value-invalid]
> 1 | - 1
    | ^`)
})

test('a driver that does not exist is an error with the drivers that do', () => {
  expect(
    problemsOf(
      `scenario: t
owner: o
drivers: [api, xyz]
steps:
  - { id: a, call: /health/get }
`,
    ),
  )
    .toBe(`scenarios/a.yaml:3:16: "drivers[1]" must be one of ${scenarioDrivers.join(', ')}, not "xyz" [value-invalid]
  1 | scenario: t
  2 | owner: o
> 3 | drivers: [api, xyz]
    |                ^^^
  4 | steps:`)
})

test('a misspelt driver is named with the closest one', () => {
  expect(
    problemsOf(
      `scenario: t
owner: o
drivers: [brwoser]
steps:
  - { id: a, call: /health/get }
`,
    ),
  ).toContain(`→ did you mean "browser"?`)
})

test('web components are cases in code, so no file can name their driver', () => {
  expect(
    problemsOf(
      `scenario: t
owner: o
drivers: [components]
steps:
  - { id: a, call: /health/get }
`,
    ),
  ).toContain(`"drivers[0]" must be one of ${scenarioDrivers.join(', ')}, not`)
})

test('the schema has the drivers of the one list', () => {
  const text = readFileSync('schemas/scenario.schema.json', 'utf8')
  const { drivers } = JSON.parse(text).properties
  expect(drivers.items.enum).toEqual(scenarioDrivers)
})
