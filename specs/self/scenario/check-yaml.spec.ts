import { test, expect } from '@playwright/test'
import { problemsOf } from './check-text.ts'

test('an empty file is an error', () => {
  expect(
    problemsOf(
      `# nothing
`,
    ),
  ).toBe(`scenarios/a.yaml:1:1: The file is empty [key-missing]
> 1 | # nothing
    | ^
  → a scenario needs "scenario", "owner" and "steps"`)
})

test('a tab cannot indent', () => {
  expect(
    problemsOf(
      `scenario: t
steps:
	- id: a
`,
    ),
  ).toBe(`scenarios/a.yaml:3:1: A tab cannot indent [yaml-invalid]
  1 | scenario: t
  2 | steps:
> 3 | 	- id: a
    | ^
  → use spaces`)
})

test('a template inside braces needs quotes', () => {
  expect(
    problemsOf(
      `scenario: t
owner: o
steps:
  - id: a
    call: /health/get
    body: { x: \${{ y }} }
`,
    ),
  )
    .toBe(`scenarios/a.yaml:6:16: A template inside { } or [ ] needs quotes [yaml-invalid]
  4 |   - id: a
  5 |     call: /health/get
> 6 |     body: { x: \${{ y }} }
    |                ^^^
  → write "\${{ … }}": without quotes, its braces mean a map`)
})

test('a key written twice is an error', () => {
  expect(
    problemsOf(
      `scenario: t
owner: o
owner: p
`,
    ),
  ).toBe(`scenarios/a.yaml:3:1: Key "owner" is written twice [yaml-invalid]
  1 | scenario: t
  2 | owner: o
> 3 | owner: p
    | ^^^^^
  → remove one of the two`)
})

test('a second document is an error', () => {
  expect(
    problemsOf(
      `scenario: t
---
scenario: u
`,
    ),
  ).toBe(`scenarios/a.yaml:2:1: A second document begins here [yaml-invalid]
  1 | scenario: t
> 2 | ---
    | ^
  3 | scenario: u
  → one file holds one scenario`)
})

test('a list that is not closed is an error', () => {
  expect(
    problemsOf(
      `scenario: [t
owner: o
`,
    ),
  )
    .toBe(`scenarios/a.yaml:2:1: A list or map before this is not closed [yaml-invalid]
  1 | scenario: [t
> 2 | owner: o
    | ^
  → close it with ] or }`)
})

test('a key that is a list is an error', () => {
  expect(
    problemsOf(
      `? [a]
: b
`,
    ),
  ).toBe(`scenarios/a.yaml:1:3: A key must be plain text [yaml-invalid]
> 1 | ? [a]
    |   ^
  2 | : b
  → write the key out; no list, map or alias can be one`)
})

test('input nested too deep is an error', () => {
  expect(
    problemsOf(
      `[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[
`,
    ),
  )
    .toBe(`scenarios/a.yaml:1:1: The file is nested deeper than 64 levels [yaml-invalid]
> 1 | [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[
    | ^
  → a scenario needs a handful`)
})

test('a tag is an error', () => {
  expect(
    problemsOf(
      `scenario: !!str t
owner: o
`,
    ),
  ).toBe(`scenarios/a.yaml:1:17: A YAML tag is not allowed [yaml-invalid]
> 1 | scenario: !!str t
    |                 ^
  2 | owner: o
  → remove it: plain YAML is enough`)
})

test('an alias without an anchor is an error', () => {
  expect(
    problemsOf(
      `scenario: *t
`,
    ),
  )
    .toBe(`scenarios/a.yaml:1:11: No anchor "&t" stands above this alias [yaml-invalid]
> 1 | scenario: *t
    |           ^^
  → an alias repeats an anchor that stands before it`)
})

test('an alias bomb is an error', () => {
  expect(
    problemsOf(
      `a: &a [x,x,x,x,x,x,x,x,x]
b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]
c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]
d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]
e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]
`,
    ),
  )
    .toBe(`scenarios/a.yaml:3:8: The aliases of this file expand beyond the limit [alias-limit-exceeded]
  1 | a: &a [x,x,x,x,x,x,x,x,x]
  2 | b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]
> 3 | c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]
    |        ^^
  4 | d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]
  → use at most 100 aliases, and none inside its own anchor`)
})

test('an anchor that contains itself is an error', () => {
  expect(
    problemsOf(
      `a: &a [*a]
`,
    ),
  )
    .toBe(`scenarios/a.yaml:1:8: The aliases of this file expand beyond the limit [alias-limit-exceeded]
> 1 | a: &a [*a]
    |        ^^
  → use at most 100 aliases, and none inside its own anchor`)
})

test('a number that JSON cannot carry is an error', () => {
  expect(
    problemsOf(
      `scenario: t
owner: .inf
n: 12345678901234567890
`,
    ),
  )
    .toBe(`scenarios/a.yaml:2:8: JSON cannot carry this number exactly [value-invalid]
  1 | scenario: t
> 2 | owner: .inf
    |        ^^^^
  3 | n: 12345678901234567890
  → write a smaller number, or put it in quotes

scenarios/a.yaml:3:4: JSON cannot carry this number exactly [value-invalid]
  1 | scenario: t
  2 | owner: .inf
> 3 | n: 12345678901234567890
    |    ^^^^^^^^^^^^^^^^^^^^
  → write a smaller number, or put it in quotes`)
})
