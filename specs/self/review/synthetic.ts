/** A contract with what Seam's does not have: variants, tags, headers, ranges,
 * defaults, compositions. */
import type { Draft } from './reviewed.ts'

function ref(name: string): { readonly $ref: string } {
  return { $ref: `#/components/schemas/${name}` }
}

function json(schema: object): object {
  return { 'application/json': { schema } }
}

export function synthetic(): Draft {
  return structuredClone({
    openapi: '3.0.3',
    info: { title: 'Shapes', version: '1' },
    servers: [{ url: 'https://one.example' }, { url: 'https://two.example' }],
    security: [{ key: [] }],
    paths: {
      '/shapes/{id}': {
        get: {
          operationId: 'shapesGet',
          parameters: [
            {
              name: 'id',
              in: 'path',
              required: true,
              schema: { type: 'string', format: 'uuid' },
            },
            {
              name: 'limit',
              in: 'query',
              schema: { type: 'integer', minimum: 1, maximum: 50, default: 20 },
            },
            {
              name: 'tags',
              in: 'query',
              schema: { type: 'array', items: { type: 'string' } },
            },
            {
              name: 'x-trace',
              in: 'header',
              schema: { type: 'string', pattern: '^[a-z]+$' },
            },
          ],
          responses: {
            '200': {
              description: 'OK',
              headers: {
                'x-count': { required: true, schema: { type: 'integer' } },
                'x-page': { schema: { type: 'string' } },
              },
              content: json(ref('shape')),
            },
            '404': { description: 'Not Found' },
          },
        },
      },
      '/shapes': {
        post: {
          operationId: 'shapesPost',
          security: [
            { key: [] },
            { oauth: ['read'] },
            { key: [], workspace: [] },
          ],
          requestBody: {
            required: true,
            content: {
              ...json({
                type: 'object',
                required: ['name', 'size'],
                properties: {
                  name: { type: 'string', minLength: 1, maxLength: 20 },
                  size: {
                    type: 'number',
                    minimum: 0,
                    exclusiveMinimum: true,
                    maximum: 10,
                  },
                  colour: { type: 'string', enum: ['red', 'green'] },
                  list: {
                    type: 'array',
                    minItems: 1,
                    maxItems: 3,
                    items: { type: 'string' },
                  },
                  note: { type: 'string', nullable: true },
                  code: { type: 'string', pattern: '^[0-9]+$' },
                  step: { type: 'number', multipleOf: 0.5 },
                  strict: {
                    type: 'object',
                    additionalProperties: false,
                    properties: {
                      a: { type: 'string' },
                      b: { type: 'string' },
                    },
                  },
                  made_at: {
                    type: 'string',
                    format: 'date-time',
                    readOnly: true,
                  },
                  extra: {
                    type: 'object',
                    maxProperties: 4,
                    additionalProperties: { type: 'string' },
                  },
                  when: { type: 'string', format: 'date-time' },
                  either: { anyOf: [{ type: 'string' }, { type: 'integer' }] },
                },
              }),
              'application/x-www-form-urlencoded': {
                schema: {
                  type: 'object',
                  properties: {
                    tags: { type: 'array', items: { type: 'string' } },
                    size: { type: 'integer' },
                  },
                },
              },
            },
          },
          responses: {
            '200': { description: 'OK', content: json(ref('shape')) },
            '201': { description: 'Created', content: json(ref('shape')) },
            default: { description: 'Error', content: json(ref('failure')) },
          },
        },
      },
      '/shapes/list': {
        get: {
          parameters: [
            { name: 'colour', in: 'query', schema: { type: 'string' } },
          ],
          responses: {
            '200': {
              description: 'OK',
              content: {
                ...json({
                  type: 'object',
                  required: ['shapes'],
                  properties: {
                    shapes: { type: 'array', items: ref('shape') },
                  },
                }),
                'text/csv': { schema: { type: 'string' } },
              },
            },
          },
        },
      },
    },
    components: {
      securitySchemes: {
        key: { type: 'apiKey', in: 'header', name: 'X-Api-Key' },
        workspace: { type: 'apiKey', in: 'header', name: 'X-Workspace' },
        oauth: {
          type: 'oauth2',
          flows: {
            clientCredentials: {
              tokenUrl: 'https://one.example/token',
              scopes: { read: 'reads', write: 'writes' },
            },
          },
        },
      },
      schemas: {
        shape: {
          oneOf: [ref('circle'), ref('square')],
          discriminator: {
            propertyName: 'kind',
            mapping: { circle: '#/components/schemas/circle' },
          },
        },
        base: {
          type: 'object',
          required: ['id', 'kind', 'colour'],
          properties: {
            id: { type: 'string', format: 'uuid' },
            kind: { type: 'string' },
            colour: { type: 'string', enum: ['red', 'green'] },
            label: { type: 'string', maxLength: 10 },
            secret: { type: 'string', writeOnly: true },
          },
        },
        circle: {
          allOf: [
            ref('base'),
            {
              type: 'object',
              required: ['radius'],
              properties: {
                radius: { type: 'number', minimum: 0 },
                inner: ref('circle'),
              },
            },
          ],
        },
        square: {
          allOf: [
            ref('base'),
            {
              type: 'object',
              required: ['side', 'corners'],
              properties: {
                side: { type: 'integer', maximum: 100 },
                corners: {
                  type: 'array',
                  uniqueItems: true,
                  minItems: 4,
                  maxItems: 4,
                  items: { type: 'integer', format: 'int32' },
                },
                tilt: { type: 'number', nullable: true },
              },
            },
          ],
        },
        failure: {
          type: 'object',
          required: ['message'],
          properties: { message: { type: 'string' } },
        },
      },
    },
  })
}
