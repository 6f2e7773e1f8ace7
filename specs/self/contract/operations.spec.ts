import { expect, test } from '@playwright/test'
import { indexOperations } from '../../../src/contract/operations.ts'
import type { JsonObject } from '../../../src/model/contract.ts'
import { createValidator } from '../../../src/contract/validate/validator.ts'

function documentWith(item: JsonObject, rest: JsonObject = {}): JsonObject {
  return { openapi: '3.0.0', paths: { '/x': item }, ...rest }
}
function only(document: JsonObject, key = 'GET /x') {
  const operation = indexOperations(document).get(key)
  if (!operation) throw new Error(`no ${key}`)
  return operation
}

test('parameters of the path apply unless the operation has one of that name', () => {
  const operation = only(
    documentWith(
      {
        parameters: [
          { $ref: '#/components/parameters/id' },
          { name: 'page', in: 'query', schema: { type: 'string' } },
        ],
        get: {
          parameters: [
            {
              name: 'page',
              in: 'query',
              required: true,
              schema: { $ref: '#/components/schemas/page' },
            },
            { name: 'seam-workspace', in: 'header' },
          ],
        },
      },
      {
        components: {
          parameters: {
            id: { name: 'id', in: 'query', schema: { type: 'string' } },
          },
          schemas: { page: { type: 'integer' } },
        },
      },
    ),
  )
  expect(operation.parametersIn).toBe('query')
  expect(operation.parameters).toEqual([
    { name: 'id', isRequired: false, schema: { type: 'string' } },
    { name: 'page', isRequired: true, schema: { type: 'integer' } },
  ])
})
test('the properties of a JSON body are parameters, through references', () => {
  const schema = {
    allOf: [
      { required: ['a'], properties: { a: { type: 'string' } } },
      { oneOf: [{ required: ['b'], properties: { b: { type: 'number' } } }] },
    ],
  }
  const content = { 'application/json': { schema } }
  const operation = only(
    documentWith(
      { post: { requestBody: { $ref: '#/components/requestBodies/r' } } },
      { components: { requestBodies: { r: { content } } } },
    ),
    'POST /x',
  )
  expect(operation.parametersIn).toBe('body')
  expect(operation.parameters).toEqual([
    { name: 'a', isRequired: true, schema: { type: 'string' } },
    { name: 'b', isRequired: false, schema: { type: 'number' } },
  ])
})
test('a response behind a reference has the pointer of its target', () => {
  const content = { 'application/json': { schema: {} }, 'text/plain': {} }
  const { responses } = only(
    documentWith(
      { get: { responses: { '2XX': { $ref: '#/components/responses/ok' } } } },
      { components: { responses: { ok: { content } } } },
    ),
  )
  const pointer = '/components/responses/ok'
  expect(responses).toEqual([
    {
      statusKey: '2XX',
      pointer,
      mediaTypes: [
        {
          range: 'application/json',
          schemaPointer: `${pointer}/content/application~1json/schema`,
        },
        { range: 'text/plain' },
      ],
    },
  ])
})

const security = [{ root: [] }]
for (const [name, said, expected] of [
  ['its own schemes win', [{ a: [] }, { b: [] }], ['a', 'b']],
  ['schemes needed together are joined', [{ a: [], b: [] }], ['a + b']],
  ['an empty alternative is the empty name', [{ a: [] }, {}], ['a', '']],
  ['an empty list needs no credential', [], ['']],
] as const)
  test(`security: ${name}`, () => {
    const document = documentWith({ get: { security: said } }, { security })
    expect(only(document).security).toEqual(expected)
  })
test("security: the document's schemes hold where an operation names none", () => {
  expect(only(documentWith({ get: {} }, { security })).security).toEqual([
    'root',
  ])
  expect(only(documentWith({ get: {} })).security).toEqual([])
})
test('a reference without a target is an error that names it', () => {
  const responses = { '200': { $ref: '#/components/responses/gone' } }
  expect(() => only(documentWith({ get: { responses } }))).toThrow(
    'it refers to "#/components/responses/gone"',
  )
})

test('indexing 441 operations compiles nothing', () => {
  let readCount = 0
  const paths = Object.fromEntries(
    Array.from({ length: 441 }, (_, index) => {
      const media = {
        schema: {
          get type() {
            readCount++
            return 'nonsense'
          },
        },
      }
      const content = { 'application/json': media }
      return [`/x${index}`, { get: { responses: { '200': { content } } } }]
    }),
  )
  const document = { openapi: '3.0.0', paths }
  const operations = indexOperations(document)
  const contract = { source: '', file: '', text: '', document, operations }
  const validator = createValidator(contract)
  expect(operations.size).toBe(441)
  expect(readCount).toBe(0)
  const operation = operations.get('GET /x7')
  const response = operation?.responses[0]
  const mediaType = response?.mediaTypes[0]
  if (!operation || !response || !mediaType) throw new Error('not indexed')
  const judged = validator.bodyJudge(operation, response, mediaType)
  expect(judged.kind).toBe('uncompilable')
  expect(readCount).toBeGreaterThan(0)
})
