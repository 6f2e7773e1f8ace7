import { expect, test } from '@playwright/test'
import { cutContract } from '../../../src/contract/pull/cut.ts'
import type { JsonObject } from '../../../src/model/contract.ts'

const cutting = { paths: ['/a'], source: 'test@1' }
function reference(name: string): JsonObject {
  return { $ref: `#/components/schemas/${name}` }
}
function responding(schema: JsonObject): JsonObject {
  const content = { 'application/json': { schema } }
  return {
    get: { responses: { '200': { description: 'Long prose', content } } },
  }
}
function documentWith(paths: JsonObject, rest: JsonObject = {}): JsonObject {
  return {
    openapi: '3.0.0',
    info: { title: 't', version: '1' },
    paths,
    ...rest,
  }
}

test('paths under a pinned one stay, others that start alike are removed', () => {
  const item = responding({})
  const paths = { '/a': item, '/a/b': item, '/ab': item, '/c': item }
  const cut = cutContract(documentWith(paths), cutting)
  expect(Object.keys(cut['paths'] as object)).toEqual(['/a', '/a/b']) // as: a cut always has paths
  expect(cut['info']).toEqual({
    title: 't',
    version: '1',
    'x-source': 'test@1',
  })
})
test('components stay when something refers to them, also through each other', () => {
  const schemas = {
    used: { properties: { inner: reference('inner') } },
    inner: { items: reference('used') },
    unused: {},
  }
  const securitySchemes = { key: { type: 'http' }, other: { type: 'http' } }
  const item = { ...responding(reference('used')) }
  const document = documentWith(
    { '/a': item },
    { components: { schemas, securitySchemes }, security: [{ key: [] }] },
  )
  expect(cutContract(document, cutting)['components']).toEqual({
    schemas: {
      inner: { items: reference('used') },
      used: { properties: { inner: reference('inner') } },
    },
    securitySchemes: { key: { type: 'http' } },
  })
})
test('only tags that are used stay, without their prose', () => {
  const get = { tags: ['x'], responses: {} }
  const tags = [{ name: 'x', description: 'prose' }, { name: 'y' }]
  const cut = cutContract(documentWith({ '/a': { get } }, { tags }), cutting)
  expect(cut['tags']).toEqual([{ name: 'x' }])
})
test('prose is removed, but not a property with the name of prose', () => {
  const schema = {
    type: 'object',
    description: 'prose',
    example: { description: 'prose' },
    properties: {
      description: { type: 'string', description: 'prose' },
      summary: { type: 'string', 'x-deprecated': 'Use something else.' },
      example: reference('example'),
    },
    default: { description: 'data' },
  }
  const document = documentWith(
    { '/a': responding(schema) },
    { components: { schemas: { example: { enum: ['description'] } } } },
  )
  expect(JSON.parse(JSON.stringify(cutContract(document, cutting)))).toEqual({
    openapi: '3.0.0',
    info: { title: 't', version: '1', 'x-source': 'test@1' },
    paths: {
      '/a': {
        get: {
          responses: {
            '200': {
              description: 'OK',
              content: {
                'application/json': {
                  schema: {
                    default: { description: 'data' },
                    properties: {
                      description: { type: 'string' },
                      example: reference('example'),
                      summary: { type: 'string', 'x-deprecated': true },
                    },
                    type: 'object',
                  },
                },
              },
            },
          },
        },
      },
    },
    components: { schemas: { example: { enum: ['description'] } } },
  })
})
test('the order of keys does not depend on the order of the source', () => {
  const one = documentWith({ '/a/1': responding({ a: 1, b: 2 }), '/a/2': {} })
  const two = documentWith({ '/a/2': {}, '/a/1': responding({ b: 2, a: 1 }) })
  expect(JSON.stringify(cutContract(one, cutting))).toBe(
    JSON.stringify(cutContract(two, cutting)),
  )
})
test('a path that does not exist is an error that lists those that do', () => {
  const document = documentWith({ '/b/c': {}, '/d': {} })
  expect(() => cutContract(document, cutting)).toThrow(
    'it has nothing under "/a", but /b, /d',
  )
})
for (const $ref of ['#/components/schemas/gone', '#/paths/~1b/get'])
  test(`a reference to ${$ref}, which does not exist, is an error`, () => {
    const paths = { '/a': responding({ $ref }), '/b': { get: {} } }
    expect(() => cutContract(documentWith(paths), cutting)).toThrow($ref)
  })
