import { expect, test } from '@playwright/test'
import { explain } from '../../../src/commands/explain.ts'

test('a mistyped code gets the closest one as a hint', () => {
  expect(() => explain('body-formt-wrong')).toThrow(
    'explain: expected the code of a finding, but none is "body-formt-wrong" [argument-invalid]\n  → did you mean "body-format-wrong"? "npx seamwatch explain" lists all codes',
  )
})

test('a code that is like no other gets no guess', () => {
  expect(() => explain('nope')).toThrow(
    'none is "nope" [argument-invalid]\n  → "npx seamwatch explain" lists all codes',
  )
})
