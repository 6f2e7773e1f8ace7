import { writeFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { loadContract } from '../../../src/contract/load.ts'
import { UsageError } from '../../../src/model/problem.ts'

function problemOf(text: string) {
  const file = test.info().outputPath('c.json')
  writeFileSync(file, text)
  return problemOfFile(file)
}
function problemOfFile(file: string) {
  try {
    loadContract(file)
  } catch (error) {
    if (error instanceof UsageError) return error.problems[0]
    throw error
  }
  throw new Error('nothing was refused')
}

test('a contract names its source', () => {
  const contract = loadContract('schemas/client-sessions.json')
  expect(contract.source).toMatch(/^@seamapi\/types@\d+\.\d+\.\d+$/)
  expect(contract.file).toBe('schemas/client-sessions.json')
  expect(contract.operations.get('POST /client_sessions/create')?.pointer).toBe(
    '/paths/~1client_sessions~1create/post',
  )
})
test('broken JSON is an error with line and column', () => {
  const problem = problemOf('{\n  "openapi": "3.0.0",\n  "paths" {}\n}\n')
  expect(problem?.code).toBe('contract-unreadable')
  expect(problem?.fact).toBe('the contract is not JSON: colon expected')
  expect(problem?.place).toMatchObject({ line: 3, column: 11 })
})
test('a comment and a trailing comma are errors where they stand', () => {
  expect(problemOf('{ // no\n}')?.place).toMatchObject({ line: 1, column: 3 })
  expect(problemOf('{"a": 1,}')?.place?.line).toBe(1)
})
test('OpenAPI 3.1 and 2.0 and other JSON are errors', () => {
  expect(problemOf('{"openapi": "3.1.0"}')?.fact).toContain(
    '"openapi" is "3.1.0"',
  )
  expect(problemOf('{"swagger": "2.0"}')?.fact).toContain('is missing')
  expect(problemOf('[]')?.fact).toContain('not an OpenAPI 3.0 document')
})
test('a missing file is an error that names it', () => {
  expect(problemOfFile('schemas/no-such.json')?.fact).toBe(
    'no contract can be read at "schemas/no-such.json"',
  )
})
test('a reference without a target is an error that says what to do', () => {
  const item = { get: { responses: { 200: { $ref: '#/x' } } } }
  const document = { openapi: '3.0.0', paths: { '/x': item } }
  const problem = problemOf(JSON.stringify(document))
  expect(problem?.fact).toContain('it refers to "#/x"')
  expect(problem?.hint).toContain('npx seamwatch contract pull')
})
