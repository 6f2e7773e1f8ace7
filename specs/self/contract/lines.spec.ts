import { expect, test } from '@playwright/test'
import { lineOf } from '../../../src/contract/lines.ts'
import { resolvePointer } from '../../../src/model/json-pointer.ts'
import type { Contract } from '../../../src/model/contract.ts'

function contractWith(text: string): Contract {
  return { source: '', file: '', text, document: {}, operations: new Map() }
}
const contract = contractWith(`{
  "a/b": {
    "list": [
      1,
      { "c": 2 }
    ]
  }
}
`)

test('the line of a pointer is the line of its key', () => {
  expect(lineOf(contract, '/a~1b')).toBe(2)
  expect(lineOf(contract, '/a~1b/list')).toBe(3)
  expect(lineOf(contract, '/a~1b/list/1/c')).toBe(5)
  expect(lineOf(contract, '')).toBe(1)
})
test('a place that does not exist has the line of the closest one above it', () => {
  expect(lineOf(contract, '/a~1b/list/1/d/e')).toBe(5)
  expect(lineOf(contract, '/z')).toBe(1)
})
test('text that is not JSON has no lines', () => {
  expect(lineOf(contractWith(''), '/a')).toBeUndefined()
})
test('a pointer resolves to own properties only', () => {
  const document = { 'a/b': [{ '~': 1 }], constructor: 2 }
  expect(resolvePointer(document, '/a~1b/0/~0')).toBe(1)
  expect(resolvePointer(document, '')).toBe(document)
  expect(resolvePointer(document, '/constructor')).toBe(2)
  expect(resolvePointer({}, '/constructor')).toBeUndefined()
  expect(resolvePointer(document, '/a~1b/1')).toBeUndefined()
})
