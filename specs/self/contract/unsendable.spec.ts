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
    servers: [
      { url: 'https://a.example/v1' },
      { url: '/v{n}', variables: { n: { default: '3', enum: ['3', '4'] } } },
    ],
    paths: { [path]: { ...item, get: { responses: {}, ...get } } },
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer' },
        query: { type: 'apiKey', in: 'query', name: 'key' },
        cookie: { type: 'apiKey', in: 'cookie', name: 'key' },
        basic: { type: 'http', scheme: 'Basic' },
        header: { type: 'apiKey', in: 'header', name: 'X-Key' },
        oauth: { type: 'oauth2', flows: {} },
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
  [
    'a credential of HTTP Basic',
    { security: [{ basic: [] }] },
    ['the credential "basic" of HTTP Basic'],
  ],
  [
    'two credentials at once',
    { security: [{ key: [], header: [] }] },
    ['the credentials "key" and "header" together'],
  ],
  [
    'alternatives of which none is one header',
    { security: [{ basic: [] }, { key: [], query: [] }] },
    [
      'the credential "basic" of HTTP Basic, or the credentials "key" and "query" together',
    ],
  ],
  [
    'a server of the operation',
    { servers: [{ url: '/v2' }] },
    ['requests to "/v2", a server of its own'],
  ],
  [
    'a server on another host',
    { servers: [{ url: 'https://b.example/v1' }, { url: '/v5' }] },
    ['requests to "https://b.example/v1" or "/v5", a server of its own'],
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
  'a credential that may be left out': { security: [{ basic: [] }, {}] },
  'a credential in a header': { security: [{ header: [] }] },
  'a token of OAuth': { security: [{ oauth: ['read'] }] },
  'a server that the document has, too': {
    servers: [{ url: '/v2' }, { url: 'https://a.example/v1/' }],
  },
  'a value of a variable of a server': { servers: [{ url: '/v4' }] },
  'an empty list of servers': { servers: [] },
}))
  test(`${name} can be sent`, () => {
    expect(factsOf(get)).toEqual([])
  })
test('a parameter of the whole path counts for each of its operations', () => {
  expect(factsOf({}, '/x/{id}', { parameters: [id] })).toEqual([
    'the path parameter "id"',
  ])
})
test('a server of the whole path counts, unless the operation has its own', () => {
  const item = { servers: [{ url: '/v2' }] }
  expect(factsOf({}, '/x', item)).toEqual([
    'requests to "/v2", a server of its own',
  ])
  expect(factsOf({ servers: [{ url: '/v3' }] }, '/x', item)).toEqual([])
})
