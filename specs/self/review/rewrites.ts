/** Ways to write a contract that change no meaning. */
import type { Draft } from './reviewed.ts'

type Rewrite = {
  readonly title: string
  readonly change: (draft: Draft) => void
}

const get = (draft: Draft) => draft.paths['/shapes/{id}'].get
const post = (draft: Draft) => draft.paths['/shapes'].post
const media = (draft: Draft) =>
  post(draft).requestBody.content['application/json']
const body = (draft: Draft) => media(draft).schema
const input = (draft: Draft, name: string) => body(draft).properties[name]
const schemas = (draft: Draft) => draft.components.schemas
const base = (draft: Draft) => schemas(draft).base

/** The same object with its keys the other way round, at any depth. */
function reversed(value: Draft): Draft {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, it]) => [key, reversed(it)])
  return Object.fromEntries(entries.toReversed())
}

const notes: Readonly<Record<string, (draft: Draft) => void>> = {
  'prose at a schema': (draft) => {
    Object.assign(base(draft), { title: 'Base', description: 'of all' })
  },
  'an example': (draft) => {
    base(draft).properties.label.example = 'x'
  },
  'examples of a media type': (draft) => {
    media(draft).examples = { one: { value: {} } }
  },
  'a link to documentation': (draft) => {
    base(draft).externalDocs = { url: 'https://docs.example' }
  },
  'another title and version': (draft) => {
    draft.info = { title: 'Other', version: '2' }
  },
  'tags of operations': (draft) => {
    draft.tags = [{ name: 'shapes' }]
    get(draft).tags = ['shapes']
  },
  'a summary': (draft) => {
    get(draft).summary = 'Gets a shape'
  },
  'another description of a response': (draft) => {
    get(draft).responses['200'].description = 'A shape'
  },
  'a description of a server': (draft) => {
    draft.servers[0].description = 'The first'
  },
  'a server with a variable': (draft) => {
    draft.servers[0] = {
      url: 'https://{name}.{end}',
      variables: { name: { default: 'one' }, end: { default: 'example' } },
    }
  },
  'a slash at the end of a server': (draft) => {
    draft.servers[0].url += '/'
  },
  'a format of a bearer token': (draft) => {
    draft.components.securitySchemes.key['x-note'] = 'x'
    draft.components.securitySchemes.key.description = 'x'
  },
  'an extension': (draft) => {
    base(draft)['x-route-path'] = '/shapes'
  },
  'the source of the document': (draft) => {
    draft.info['x-source'] = 'elsewhere'
  },
}

const defaults: Readonly<Record<string, (draft: Draft) => void>> = {
  'nullable: false': (draft) => {
    input(draft, 'name').nullable = false
  },
  'deprecated: false': (draft) => {
    input(draft, 'name').deprecated = false
    get(draft).deprecated = false
  },
  'readOnly: false': (draft) => {
    Object.assign(input(draft, 'name'), { readOnly: false, writeOnly: false })
  },
  'uniqueItems: false': (draft) => {
    input(draft, 'list').uniqueItems = false
  },
  'minLength: 0': (draft) => {
    input(draft, 'note').minLength = 0
  },
  'minItems: 0': (draft) => {
    get(draft).parameters[2].schema.minItems = 0
  },
  'minProperties: 0': (draft) => {
    body(draft).minProperties = 0
  },
  'additionalProperties: true': (draft) => {
    body(draft).additionalProperties = true
  },
  'exclusiveMaximum: false': (draft) => {
    input(draft, 'size').exclusiveMaximum = false
  },
  'required: false': (draft) => {
    get(draft).parameters[1].required = false
  },
  'style and explode': (draft) => {
    Object.assign(get(draft).parameters[2], { style: 'form', explode: true })
    Object.assign(get(draft).parameters[0], { style: 'simple' })
  },
  'explode: false of a number': (draft) => {
    get(draft).parameters[1].explode = false
  },
  'an empty list of required properties': (draft) => {
    input(draft, 'strict').required = []
  },
  'an empty list of parameters': (draft) => {
    post(draft).parameters = []
  },
  'null among the values of a type that has no null': (draft) => {
    input(draft, 'colour').enum.push(null)
  },
  'what stands beside a reference, null aside': (draft) => {
    Object.assign(schemas(draft).shape.oneOf[0], { minLength: 5, title: 'x' })
  },
  'a format that excludes nothing': (draft) => {
    input(draft, 'size').format = 'float'
    input(draft, 'name').format = 'password'
  },
}

const orders: Readonly<Record<string, (draft: Draft) => void>> = {
  'keys in another order': (draft) => {
    const other = reversed(draft)
    for (const key of Object.keys(draft)) delete draft[key]
    Object.assign(draft, other)
  },
  'required properties in another order': (draft) => {
    base(draft).required.reverse()
  },
  'values in another order': (draft) => {
    base(draft).properties.colour.enum.reverse()
  },
  'parameters in another order': (draft) => {
    get(draft).parameters.reverse()
  },
  'credentials in another order': (draft) => {
    post(draft).security.reverse()
  },
  'variants in another order': (draft) => {
    schemas(draft).shape.oneOf.reverse()
    input(draft, 'either').anyOf.reverse()
  },
  'servers in another order': (draft) => {
    draft.servers.reverse()
  },
  'the parts of a composition in another order': (draft) => {
    schemas(draft).square.allOf.reverse()
  },
}

const references: Readonly<Record<string, (draft: Draft) => void>> = {
  'a reference in place of a schema': (draft) => {
    schemas(draft).name = input(draft, 'name')
    body(draft).properties.name = { $ref: '#/components/schemas/name' }
  },
  'a schema in place of a reference': (draft) => {
    post(draft).responses.default.content['application/json'].schema =
      schemas(draft).failure
    delete schemas(draft).failure
  },
  'a component with another name': (draft) => {
    const text = JSON.stringify(draft)
    const other = text
      .replaceAll('schemas/base', 'schemas/root')
      .replace('"base":', '"root":')
    Object.assign(draft, JSON.parse(other))
  },
  'a reference to a reference': (draft) => {
    schemas(draft).error = { $ref: '#/components/schemas/failure' }
    post(draft).responses.default.content['application/json'].schema = {
      $ref: '#/components/schemas/error',
    }
  },
  'parameters as components': (draft) => {
    draft.components.parameters = { limit: get(draft).parameters[1] }
    get(draft).parameters[1] = { $ref: '#/components/parameters/limit' }
  },
  'parameters of the path': (draft) => {
    draft.paths['/shapes/{id}'].parameters = [get(draft).parameters.shift()]
  },
  'a body as a component': (draft) => {
    draft.components.requestBodies = { shape: post(draft).requestBody }
    post(draft).requestBody = { $ref: '#/components/requestBodies/shape' }
  },
  'a response as a component': (draft) => {
    draft.components.responses = { shape: get(draft).responses['200'] }
    get(draft).responses['200'] = { $ref: '#/components/responses/shape' }
  },
  'a header as a component': (draft) => {
    const { headers } = get(draft).responses['200']
    draft.components.headers = { count: headers['x-count'] }
    headers['x-count'] = { $ref: '#/components/headers/count' }
  },
  'security at each operation': (draft) => {
    get(draft).security = draft.security
    draft.paths['/shapes/list'].get.security = draft.security
    delete draft.security
  },
  'servers at each operation': (draft) => {
    for (const path of ['/shapes/{id}', '/shapes/list'])
      draft.paths[path].get.servers = draft.servers
    draft.paths['/shapes'].servers = draft.servers
    delete draft.servers
  },
  'an unused component': (draft) => {
    schemas(draft).unused = { type: 'string' }
  },
}

const spellings: Readonly<Record<string, (draft: Draft) => void>> = {
  'a composition of one': (draft) => {
    body(draft).properties.name = { allOf: [input(draft, 'name')] }
  },
  'a choice of one': (draft) => {
    body(draft).properties.name = { oneOf: [input(draft, 'name')] }
  },
  'a composition that is merged': (draft) => {
    const [, own] = schemas(draft).circle.allOf
    const { properties, required } = base(draft)
    schemas(draft).circle = {
      type: 'object',
      required: [...required, ...own.required],
      properties: { ...properties, ...own.properties },
    }
  },
  'a composition that is split': (draft) => {
    const { properties, required } = base(draft)
    const { label, ...rest } = properties
    schemas(draft).base = {
      allOf: [
        { type: 'object', properties: rest },
        { type: 'object', properties: { label }, required },
      ],
    }
  },
  'a rule that a composition adds': (draft) => {
    const { maxLength, ...rest } = input(draft, 'name')
    body(draft).properties.name = { allOf: [rest, { maxLength }] }
  },
  'a choice inside a choice': (draft) => {
    const [first, second] = input(draft, 'either').anyOf
    input(draft, 'either').anyOf = [{ anyOf: [first] }, second]
  },
  'a choice of types that exclude each other, with oneOf': (draft) => {
    const { anyOf } = input(draft, 'either')
    body(draft).properties.either = { oneOf: anyOf }
  },
  'a mapping that says what is implied': (draft) => {
    schemas(draft).shape.discriminator.mapping.square =
      '#/components/schemas/square'
  },
  'no mapping where it is implied': (draft) => {
    delete schemas(draft).shape.discriminator.mapping
  },
  'a mapping by name': (draft) => {
    schemas(draft).shape.discriminator.mapping.circle = 'circle'
  },
  'no type beside values': (draft) => {
    delete base(draft).properties.colour.type
  },
  'one value in each variant': (draft) => {
    base(draft).properties.colour = {
      oneOf: [{ enum: ['red'] }, { enum: ['green'] }],
    }
  },
  'a number in steps of 1': (draft) => {
    schemas(draft).square.allOf[1].properties.side = {
      type: 'number',
      multipleOf: 1,
      maximum: 100,
    }
  },
  'a whole number below the next': (draft) => {
    Object.assign(schemas(draft).square.allOf[1].properties.side, {
      maximum: 101,
      exclusiveMaximum: true,
    })
  },
  'another name of a placeholder': (draft) => {
    const item = draft.paths['/shapes/{id}']
    delete draft.paths['/shapes/{id}']
    item.get.parameters[0].name = 'shape_id'
    draft.paths['/shapes/{shape_id}'] = item
  },
  'a header in another case': (draft) => {
    const { headers } = get(draft).responses['200']
    headers['X-Count'] = headers['x-count']
    delete headers['x-count']
    get(draft).parameters[3].name = 'X-Trace'
  },
  'a status beside its range': (draft) => {
    const { responses } = post(draft)
    responses['404'] = { $ref: '#/components/responses/failure' }
    responses['5XX'] = { $ref: '#/components/responses/failure' }
    draft.components.responses = { failure: responses.default }
    responses.default = { $ref: '#/components/responses/failure' }
  },
  'the encoding of a form as it is without one': (draft) => {
    const { content } = post(draft).requestBody
    content['application/x-www-form-urlencoded'].encoding = {
      tags: { style: 'form', explode: true, contentType: 'text/plain' },
      size: { style: 'spaceDelimited' },
    }
  },
  'a content type with a parameter': (draft) => {
    const { content } = get(draft).responses['200']
    content['application/json; charset=utf-8'] = content['application/json']
    delete content['application/json']
  },
  'a recursion that is unrolled once': (draft) => {
    const { circle } = schemas(draft)
    circle.allOf[1].properties.inner = structuredClone(circle)
  },
  'a rule for another type': (draft) => {
    input(draft, 'name').maximum = 5
    input(draft, 'size').maxLength = 5
  },
  'values that a rule excludes': (draft) => {
    Object.assign(input(draft, 'colour'), {
      enum: ['red', 'green', 'a very long colour'],
      maxLength: 5,
    })
  },
}

export const rewrites: readonly Rewrite[] = [
  notes,
  defaults,
  orders,
  references,
  spellings,
].flatMap((group) =>
  Object.entries(group).map(([title, change]) => ({ title, change })),
)
