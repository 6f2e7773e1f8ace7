/** What a request cannot carry is refused, not sent in another form. */
import { expect, test } from '@playwright/test'
import { indexOperations } from '../../../src/contract/operations.ts'
import type { JsonObject } from '../../../src/model/contract.ts'

function factsOf(
  get: JsonObject,
  path = '/x',
  item: JsonObject = {},
): readonly string[] {
  const document: JsonObject = {
    paths: { [path]: { ...item, get: { responses: {}, ...get } } },
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer' },
        query: { type: 'apiKey', in: 'query', name: 'key' },
        cookie: { type: 'apiKey', in: 'cookie', name: 'key' },
      },
    },
  }
  const operation = indexOperations(document).get(`GET ${path}` as 'GET /x') // as: it begins so
  return (operation?.unsendable ?? []).map(({ fact }) => fact)
}

const list = { type: 'array', items: { type: 'string' } }
function query(rest: JsonObject): JsonObject {
  return { parameters: [{ in: 'query', name: 'q', schema: list, ...rest }] }
}
const id = {
  in: 'path',
  name: 'id',
  required: true,
  schema: { type: 'string' },
}

for (const [name, get, facts] of [
  ['a path parameter', { parameters: [id] }, ['the path parameter "id"']],
  [
    'a required header',
    { parameters: [{ in: 'header', name: 'X-T', required: true }] },
    ['the header parameter "X-T"'],
  ],
  [
    'a required cookie',
    { parameters: [{ in: 'cookie', name: 'c', required: true }] },
    ['the cookie parameter "c"'],
  ],
  [
    'a list with commas',
    query({ explode: false }),
    ['the query parameter "q" with style form, explode false'],
  ],
  [
    'a list with pipes',
    query({ style: 'pipeDelimited' }),
    ['the query parameter "q" with style pipeDelimited, explode false'],
  ],
  [
    'a deep object',
    query({ style: 'deepObject', explode: true, schema: { type: 'object' } }),
    ['the query parameter "q" with style deepObject, explode true'],
  ],
  [
    'a parameter as JSON',
    query({ content: { 'application/json': {} } }),
    ['"q" in a media type of its own'],
  ],
  [
    'a form as body',
    { requestBody: { content: { 'multipart/form-data': {} } } },
    ['a body of multipart/form-data'],
  ],
  [
    'a body of a JSON type of its own',
    { requestBody: { content: { 'application/vnd.x+json': {} } } },
    ['a body of application/vnd.x+json'],
  ],
  [
    'a credential in the query',
    { security: [{ query: [] }] },
    ['the credential "query" in the query'],
  ],
  [
    'a credential in a cookie',
    { security: [{ cookie: [] }] },
    ['the credential "cookie" in the cookie'],
  ],
] as const)
  test(`${name} cannot be sent`, () => {
    expect(factsOf(get)).toEqual(facts)
  })
for (const [name, get] of Object.entries({
  'a list that repeats its name': query({}),
  'one text in any style': query({
    style: 'spaceDelimited',
    schema: { type: 'string' },
  }),
  'an optional header': { parameters: [{ in: 'header', name: 'X-T' }] },
  // "Shall be ignored" (OpenAPI 3.0.3 §4.7.12.1).
  'headers that have places of their own': {
    parameters: ['Accept', 'content-type', 'AUTHORIZATION'].map((header) => ({
      in: 'header',
      name: header,
      required: true,
    })),
  },
  'a body of any type': { requestBody: { content: { '*/*': {} } } },
  'a JSON body': {
    requestBody: { content: { 'application/json': {}, 'text/csv': {} } },
  },
  'a credential in a header beside one in the query': {
    security: [{ query: [] }, { key: [] }],
  },
  'no credential at all': { security: [] },
}))
  test(`${name} can be sent`, () => {
    expect(factsOf(get)).toEqual([])
  })
test('a parameter of the whole path counts for each of its operations', () => {
  expect(factsOf({}, '/x/{id}', { parameters: [id] })).toEqual([
    'the path parameter "id"',
  ])
})
