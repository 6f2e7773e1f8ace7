/** One change each in the synthetic contract, and what is said about it. */
import type { Draft } from './reviewed.ts'

export type Pair = {
  readonly title: string
  readonly change: (draft: Draft) => void
  readonly expected: readonly string[]
  /** What is said about the way back. */
  readonly back: readonly string[]
}

const post = (draft: Draft) => draft.paths['/shapes'].post
const body = (draft: Draft) =>
  post(draft).requestBody.content['application/json'].schema
const inputs = (draft: Draft) => draft.paths['/shapes/{id}'].get.parameters
const reply = (draft: Draft) => draft.paths['/shapes/{id}'].get.responses['200']
const schemas = (draft: Draft) => draft.components.schemas
const square = (draft: Draft) => schemas(draft).square.allOf[1]

/** A rule of one parameter of the body is narrowed. */
function narrowed(
  [name, aspect]: readonly [name: string, aspect: string],
  rules: object,
): Pair {
  return {
    title: `the body's ${name} gets ${JSON.stringify(rules)}`,
    change: (draft) => {
      Object.assign(body(draft).properties[name], rules)
    },
    expected: [`breaking caller request-narrowed ${aspect} · ${name} ×1`],
    back: [`compatible none request-widened ${aspect} · ${name} ×1`],
  }
}

/** A rule of what three operations return is widened. */
function widened(
  [place, aspect]: readonly [place: string, aspect: string],
  change: Pair['change'],
): Pair {
  return {
    title: `a response allows more at ${place}: ${aspect}`,
    change,
    expected: [`breaking reader reply-widened ${aspect} · ${place} ×3`],
    back: [`compatible none reply-narrowed ${aspect} · ${place} ×3`],
  }
}

const rules: readonly Pair[] = [
  narrowed(['name', 'length'], { minLength: 2 }),
  narrowed(['name', 'length'], { maxLength: 19 }),
  narrowed(['name', 'format'], { format: 'email' }),
  narrowed(['name', 'pattern'], { pattern: '^x' }),
  narrowed(['name', 'pattern'], { pattern: '^[a-z]\\-[0-9]$' }),
  narrowed(['name', 'values'], { enum: ['one', 'two'] }),
  narrowed(['size', 'bounds'], { minimum: 1 }),
  narrowed(['size', 'bounds'], { maximum: 9 }),
  narrowed(['size', 'bounds'], { exclusiveMaximum: true }),
  narrowed(['size', 'multiple'], { multipleOf: 0.25 }),
  narrowed(['size', 'type'], {
    type: 'integer',
    minimum: 1,
    exclusiveMinimum: false,
  }),
  narrowed(['colour', 'values'], { enum: ['red'] }),
  narrowed(['list', 'items'], { minItems: 2 }),
  narrowed(['list', 'items'], { maxItems: 2 }),
  narrowed(['list', 'items'], { uniqueItems: true }),
  narrowed(['list', 'items'], { minItems: 2, maxItems: 2 }),
  narrowed(['note', 'null'], { nullable: false }),
  narrowed(['step', 'multiple'], { multipleOf: 1.5 }),
  narrowed(['strict', 'properties'], { minProperties: 1 }),
  narrowed(['extra', 'properties'], { maxProperties: 3 }),
  narrowed(['extra', 'closed'], { additionalProperties: false }),
  narrowed(['name', 'not'], { not: { enum: ['root'] } }),
  widened(['base.id', 'format'], (draft) => {
    delete schemas(draft).base.properties.id.format
  }),
  widened(['base.label', 'length'], (draft) => {
    schemas(draft).base.properties.label.maxLength = 11
  }),
  widened(['base.label', 'null'], (draft) => {
    schemas(draft).base.properties.label.nullable = true
  }),
  widened(['circle.radius', 'bounds'], (draft) => {
    delete schemas(draft).circle.allOf[1].properties.radius.minimum
  }),
  widened(['square.side', 'bounds'], (draft) => {
    square(draft).properties.side.maximum = 101
  }),
  widened(['square.side', 'type'], (draft) => {
    square(draft).properties.side.type = 'number'
  }),
  widened(['square.corners', 'items'], (draft) => {
    square(draft).properties.corners.maxItems = 5
  }),
  widened(['square.corners', 'items'], (draft) => {
    delete square(draft).properties.corners.uniqueItems
  }),
  widened(['square.corners[]', 'bounds'], (draft) => {
    delete square(draft).properties.corners.items.format
  }),
  widened(['square.tilt', 'type'], (draft) => {
    delete square(draft).properties.tilt.type
  }),
]

const members: readonly Pair[] = [
  {
    title: 'a new optional parameter',
    change: (draft) => {
      body(draft).properties.more = { type: 'string' }
    },
    expected: ['compatible none request-parameter-new · more ×1'],
    back: ['risky caller request-parameter-removed · more ×1'],
  },
  {
    title: 'a new required parameter',
    change: (draft) => {
      body(draft).properties.more = { type: 'string' }
      body(draft).required.push('more')
    },
    expected: ['breaking caller request-parameter-required-new · more ×1'],
    back: ['risky caller request-parameter-removed · more ×1'],
  },
  {
    title: 'a parameter that became required',
    change: (draft) => {
      body(draft).required.push('colour')
    },
    expected: ['breaking caller request-parameter-became-required · colour ×1'],
    back: ['compatible none request-parameter-became-optional · colour ×1'],
  },
  {
    title: 'a parameter that was removed from a closed object',
    change: (draft) => {
      delete body(draft).properties.strict.properties.b
    },
    expected: ['breaking caller request-parameter-removed · strict.b ×1'],
    back: ['compatible none request-parameter-new · strict.b ×1'],
  },
  {
    title: 'a parameter that became read-only',
    change: (draft) => {
      body(draft).properties.when.readOnly = true
    },
    expected: ['risky caller request-parameter-read-only · when ×1'],
    back: ['compatible none request-parameter-new · when ×1'],
  },
  {
    title: 'a required parameter that became read-only',
    change: (draft) => {
      body(draft).properties.size.readOnly = true
    },
    expected: ['risky caller request-parameter-read-only · size ×1'],
    back: ['breaking caller request-parameter-required-new · size ×1'],
  },
  {
    title: 'a default of a parameter',
    change: (draft) => {
      inputs(draft)[1].schema.default = 10
    },
    expected: ['risky caller request-default-changed · limit ×1'],
    back: ['risky caller request-default-changed · limit ×1'],
  },
  {
    title: 'a default of a property of the body',
    change: (draft) => {
      body(draft).properties.colour.default = 'red'
    },
    expected: ['risky caller request-default-changed · colour ×1'],
    back: ['risky caller request-default-changed · colour ×1'],
  },
  {
    title: 'a deprecated parameter',
    change: (draft) => {
      inputs(draft)[1].deprecated = true
      body(draft).properties.note.deprecated = true
    },
    expected: [
      'compatible none parameter-deprecated · limit ×1',
      'compatible none parameter-deprecated · note ×1',
    ],
    back: [],
  },
  {
    title: 'a query parameter that was removed',
    change: (draft) => {
      inputs(draft).splice(1, 1)
    },
    expected: ['risky caller request-parameter-removed · limit ×1'],
    back: ['compatible none request-parameter-new · limit ×1'],
  },
  {
    title: 'a query parameter that became required',
    change: (draft) => {
      inputs(draft)[1].required = true
    },
    expected: ['breaking caller request-parameter-became-required · limit ×1'],
    back: ['compatible none request-parameter-became-optional · limit ×1'],
  },
  {
    title: 'a new required header of a request',
    change: (draft) => {
      inputs(draft).push({
        name: 'x-new',
        in: 'header',
        required: true,
        schema: { type: 'string' },
      })
    },
    expected: [
      'breaking caller request-parameter-required-new · header x-new ×1',
    ],
    back: ['risky caller request-parameter-removed · header x-new ×1'],
  },
  {
    title: 'a parameter that moved from the query to the headers',
    change: (draft) => {
      inputs(draft)[1].in = 'header'
    },
    expected: ['breaking caller request-parameter-moved · limit ×1'],
    back: ['breaking caller request-parameter-moved · header limit ×1'],
  },
  {
    title: 'a list that is not repeated any more',
    change: (draft) => {
      inputs(draft)[2].explode = false
    },
    expected: ['breaking caller request-parameter-respelt · tags ×1'],
    back: ['breaking caller request-parameter-respelt · tags ×1'],
  },
  {
    title: 'a list in another style',
    change: (draft) => {
      inputs(draft)[2].style = 'pipeDelimited'
    },
    expected: ['breaking caller request-parameter-respelt · tags ×1'],
    back: ['breaking caller request-parameter-respelt · tags ×1'],
  },
  {
    title: 'a path parameter in another style',
    change: (draft) => {
      inputs(draft)[0].style = 'matrix'
    },
    expected: ['breaking caller request-parameter-respelt · id ×1'],
    back: ['breaking caller request-parameter-respelt · id ×1'],
  },
  {
    title: 'the type of a path parameter',
    change: (draft) => {
      inputs(draft)[0].schema = { type: 'integer' }
    },
    expected: ['breaking caller request-changed type · id ×1'],
    back: ['breaking caller request-changed type · id ×1'],
  },
  {
    title: 'the type of a property of a response',
    change: (draft) => {
      schemas(draft).base.properties.label = { type: 'integer' }
    },
    expected: ['breaking reader reply-changed type · base.label ×3'],
    back: ['breaking reader reply-changed type · base.label ×3'],
  },
  {
    title: 'a removed required property of a response',
    change: (draft) => {
      delete square(draft).properties.side
      square(draft).required = ['corners']
    },
    expected: ['breaking reader reply-property-removed · square.side ×3'],
    back: ['compatible none reply-property-new · square.side ×3'],
  },
  {
    title: 'a removed optional property of a response',
    change: (draft) => {
      delete schemas(draft).base.properties.label
    },
    expected: ['breaking reader reply-property-removed · base.label ×3'],
    back: ['compatible none reply-property-new · base.label ×3'],
  },
  {
    title: 'a property of a response that became optional',
    change: (draft) => {
      schemas(draft).base.required = ['id', 'kind']
    },
    expected: [
      'breaking reader reply-property-became-optional · base.colour ×3',
    ],
    back: ['compatible none reply-property-became-required · base.colour ×3'],
  },
  {
    title: 'a property of a response that became write-only',
    change: (draft) => {
      schemas(draft).base.properties.label.writeOnly = true
    },
    expected: ['breaking reader reply-property-write-only · base.label ×3'],
    back: ['compatible none reply-property-new · base.label ×3'],
  },
  {
    title: 'a deprecated property of a response',
    change: (draft) => {
      schemas(draft).base.properties.label.deprecated = true
    },
    expected: ['compatible none property-deprecated · base.label ×3'],
    back: [],
  },
  {
    title: 'a new value in a response',
    change: (draft) => {
      schemas(draft).base.properties.colour.enum.push('blue')
    },
    expected: ['risky reader reply-values-new values · base.colour ×3'],
    back: ['compatible none reply-narrowed values · base.colour ×3'],
  },
  {
    title:
      'a schema that requests and responses share gets a required property',
    change: (draft) => {
      schemas(draft).failure.required.push('code')
      schemas(draft).failure.properties.code = { type: 'string' }
    },
    expected: ['compatible none reply-property-new · failure.code ×1'],
    back: ['breaking reader reply-property-removed · failure.code ×1'],
  },
]

const variants: readonly Pair[] = [
  {
    title: 'a new variant of a response',
    change: (draft) => {
      schemas(draft).line = {
        type: 'object',
        required: ['kind'],
        properties: { kind: { type: 'string' } },
      }
      schemas(draft).shape.oneOf.push({ $ref: '#/components/schemas/line' })
    },
    expected: ['risky reader reply-values-new variants · shape ×3'],
    back: ['compatible none reply-narrowed variants · shape ×3'],
  },
  {
    title: 'a variant of a response with another tag',
    change: (draft) => {
      schemas(draft).shape.discriminator.mapping = {
        round: '#/components/schemas/circle',
      }
    },
    expected: ['breaking reader reply-tag-changed tag · shape ×3'],
    back: ['breaking reader reply-tag-changed tag · shape ×3'],
  },
  {
    title: 'two variants of a response that exchange their tags',
    change: (draft) => {
      schemas(draft).shape.discriminator.mapping = {
        circle: '#/components/schemas/square',
        square: '#/components/schemas/circle',
      }
    },
    expected: ['breaking reader reply-tag-changed tag · shape ×3'],
    back: ['breaking reader reply-tag-changed tag · shape ×3'],
  },
  {
    title: 'a variant of a response with one tag more',
    change: (draft) => {
      Object.assign(schemas(draft).shape.discriminator.mapping, {
        round: '#/components/schemas/circle',
      })
    },
    expected: ['breaking reader reply-tag-changed tag · shape ×3'],
    back: ['compatible none reply-narrowed tag · shape ×3'],
  },
  {
    title: 'variants of a response that another property chooses',
    change: (draft) => {
      schemas(draft).shape.discriminator.propertyName = 'colour'
    },
    expected: ['breaking reader reply-tag-changed tag · shape ×3'],
    back: ['breaking reader reply-tag-changed tag · shape ×3'],
  },
  {
    title: 'one variant less in a request',
    change: (draft) => {
      body(draft).properties.either.anyOf.pop()
    },
    expected: ['breaking caller request-narrowed variants · either ×1'],
    back: ['compatible none request-widened variants · either ×1'],
  },
  {
    title: 'a variant of a request that allows less',
    change: (draft) => {
      body(draft).properties.either.anyOf[0].maxLength = 5
    },
    expected: ['breaking caller request-narrowed length · either ×1'],
    back: ['compatible none request-widened length · either ×1'],
  },
]

const nulls: readonly Pair[] = [
  {
    title: 'null beside values without null',
    change: (draft) => {
      body(draft).properties.colour.nullable = true
    },
    expected: ['compatible none request-widened null · colour ×1'],
    back: ['breaking caller request-narrowed null · colour ×1'],
  },
  {
    title: 'null beside a reference, in one place of many',
    change: (draft) => {
      schemas(draft).circle.allOf[1].properties.inner.nullable = true
    },
    expected: ['breaking reader reply-widened null · circle.inner ×3'],
    back: ['compatible none reply-narrowed null · circle.inner ×3'],
  },
]

const hidden: readonly Pair[] = [
  {
    title: 'a rule of a read-only property',
    change: (draft) => {
      body(draft).properties.made_at.minLength = 3
      schemas(draft).base.properties.label.readOnly = true
    },
    expected: [],
    back: [],
  },
]

const unions: readonly Pair[] = [
  {
    title: 'values of a request that became a format',
    change: (draft) => {
      body(draft).properties.colour = { type: 'string', format: 'uuid' }
    },
    expected: ['breaking caller request-changed values · colour ×1'],
    back: ['breaking caller request-changed values · colour ×1'],
  },
  {
    title: 'one name of a map that gets a schema of its own',
    change: (draft) => {
      body(draft).properties.extra.properties = { a: { type: 'integer' } }
    },
    expected: ['breaking caller request-changed type · extra.a ×1'],
    back: ['breaking caller request-changed type · extra.a ×1'],
  },
]

const exchanges: readonly Pair[] = [
  {
    title: 'a body that is not required any more',
    change: (draft) => {
      post(draft).requestBody.required = false
    },
    expected: ['compatible none request-body-optional · body ×1'],
    back: ['breaking caller request-body-required · body ×1'],
  },
  {
    title: 'a request without a body',
    change: (draft) => {
      delete post(draft).requestBody
    },
    expected: ['risky caller request-body-removed · body ×1'],
    back: ['breaking caller request-body-new-required · body ×1'],
  },
  {
    title: 'a content type of a request that was removed',
    change: (draft) => {
      delete post(draft).requestBody.content[
        'application/x-www-form-urlencoded'
      ]
    },
    expected: [
      'breaking caller request-content-type-removed · application/x-www-form-urlencoded ×1',
    ],
    back: [
      'compatible none request-content-type-new · application/x-www-form-urlencoded ×1',
    ],
  },
  {
    title: 'a content type of a response that was removed',
    change: (draft) => {
      const { content } = draft.paths['/shapes/list'].get.responses['200']
      delete content['text/csv']
    },
    expected: ['breaking reader reply-content-type-removed · text/csv ×1'],
    back: ['compatible none reply-content-type-new · text/csv ×1'],
  },
  {
    title: 'a response without a documented body',
    change: (draft) => {
      delete reply(draft).content
    },
    expected: ['breaking reader reply-body-undocumented · body ×1'],
    back: ['compatible none reply-body-new · body ×1'],
  },
  {
    title: 'a status of success that was removed',
    change: (draft) => {
      delete post(draft).responses['201']
    },
    expected: ['breaking reader reply-status-removed · 201 ×1'],
    back: ['risky reader reply-status-new · 201 ×1'],
  },
  {
    title: 'a status of failure that was removed',
    change: (draft) => {
      delete draft.paths['/shapes/{id}'].get.responses['404']
    },
    expected: ['compatible none reply-error-removed · 404 ×1'],
    back: ['compatible none reply-error-new · 404 ×1'],
  },
  {
    title: 'a required header of a response that was removed',
    change: (draft) => {
      delete reply(draft).headers['x-count']
    },
    expected: ['breaking reader reply-header-removed · header x-count ×1'],
    back: ['compatible none reply-header-new · header x-count ×1'],
  },
  {
    title: 'an optional header of a response that was removed',
    change: (draft) => {
      delete reply(draft).headers['x-page']
    },
    expected: ['risky reader reply-header-removed · header x-page ×1'],
    back: ['compatible none reply-header-new · header x-page ×1'],
  },
  {
    title: 'a header of a response that became optional',
    change: (draft) => {
      reply(draft).headers['x-count'].required = false
    },
    expected: [
      'breaking reader reply-header-became-optional · header x-count ×1',
    ],
    back: ['compatible none reply-header-became-required · header x-count ×1'],
  },
  {
    title: 'a header of a response with another type',
    change: (draft) => {
      reply(draft).headers['x-count'].schema.type = 'boolean'
    },
    expected: ['breaking reader reply-changed type · header x-count ×1'],
    back: ['breaking reader reply-changed type · header x-count ×1'],
  },
  {
    title: 'an operation that was removed',
    change: (draft) => {
      delete draft.paths['/shapes/list']
    },
    expected: ['breaking caller operation-removed · GET /shapes/list ×1'],
    back: ['compatible none operation-new · GET /shapes/list ×1'],
  },
  {
    title: 'an operation that is deprecated',
    change: (draft) => {
      post(draft).deprecated = true
    },
    expected: ['compatible none operation-deprecated · /shapes ×1'],
    back: [],
  },
  {
    title: 'an operation that SDKs do not get any more',
    change: (draft) => {
      post(draft)['x-undocumented'] = 'internal'
    },
    expected: ['risky caller sdk-operation-hidden · /shapes ×1'],
    back: [],
  },
  {
    title: 'a server that was removed',
    change: (draft) => {
      draft.servers.pop()
    },
    expected: ['breaking caller server-removed · https://two.example ×3'],
    back: ['compatible none server-new · https://two.example ×3'],
  },
  {
    title: 'a server with another URL',
    change: (draft) => {
      draft.servers[1].url = 'https://three.example'
    },
    expected: ['breaking caller server-changed · https://two.example ×3'],
    back: ['breaking caller server-changed · https://three.example ×3'],
  },
]

const form = (draft: Draft) =>
  post(draft).requestBody.content['application/x-www-form-urlencoded']

const labels = ['id', 'limit', 'tags', 'header x-trace']

/** How values are written beside JSON. */
const spellings: readonly Pair[] = [
  ...[1, 2, 3].map((index): Pair => ({
    title: `parameter ${index} written as JSON`,
    change: (draft) => {
      const { schema, ...rest } = inputs(draft)[index]
      const content = { 'application/json': { schema } }
      inputs(draft)[index] = { ...rest, content }
    },
    expected: [
      `breaking caller request-parameter-respelt · ${labels[index]} ×1`,
    ],
    back: [`breaking caller request-parameter-respelt · ${labels[index]} ×1`],
  })),
  ...[
    { style: 'pipeDelimited', explode: false },
    { explode: false },
    { contentType: 'application/json' },
  ].map((encoding): Pair => ({
    title: `a property of a form with ${JSON.stringify(encoding)}`,
    change: (draft) => {
      form(draft).encoding = { tags: encoding }
    },
    expected: ['breaking caller request-parameter-respelt · tags ×1'],
    back: ['breaking caller request-parameter-respelt · tags ×1'],
  })),
]

const respeltHeader: Pair = {
  title: 'a header of a response written as JSON',
  change: (draft) => {
    const { schema } = reply(draft).headers['x-page']
    const content = { 'application/json': { schema } }
    reply(draft).headers['x-page'] = { content }
  },
  expected: ['breaking reader reply-changed · header x-page ×1'],
  back: ['breaking reader reply-changed · header x-page ×1'],
}

/** What no run sends: HEAD, OPTIONS, TRACE. */
const otherMethods = ['head', 'options', 'trace'].map((method): Pair => {
  const name = method.toUpperCase()
  return {
    title: `${name} of a path`,
    change: (draft) => {
      draft.paths['/shapes'][method] = { responses: { '200': {} } }
    },
    expected: [`compatible none operation-new · ${name} /shapes ×1`],
    back: [`breaking caller operation-removed · ${name} /shapes ×1`],
  }
})

/** What governs a status or a content type: the exact entry, its range, the
 * default. */
const ranges: readonly Pair[] = [
  {
    title: 'a status with a looser body than its range',
    change: (draft) => {
      const { responses } = draft.paths['/shapes/list'].get
      const loose = structuredClone(responses['200'])
      delete loose.content['application/json'].schema.required
      responses['2XX'] = structuredClone(responses['200'])
      responses['200'] = loose
    },
    expected: [
      'breaking reader reply-property-became-optional · shapes ×1',
      'risky reader reply-status-new · 2XX ×1',
    ],
    back: [
      'compatible none reply-property-became-required · shapes ×1',
      'compatible none reply-status-narrowed · 2XX ×1',
    ],
  },
  {
    title: 'a status that its range and the default take over',
    change: (draft) => {
      const { responses } = post(draft)
      responses['2XX'] = responses['201']
      delete responses['200']
      delete responses['201']
      responses['4XX'] = { description: 'Wrong', content: { 'text/csv': {} } }
    },
    expected: [
      'breaking reader reply-content-type-removed · application/json ×1',
      'risky reader reply-status-new · 2XX ×1',
      'compatible none reply-content-type-new · text/csv ×1',
    ],
    back: [
      'breaking reader reply-content-type-removed · text/csv ×1',
      'compatible none reply-content-type-new · application/json ×1',
      'compatible none reply-status-narrowed · 2XX ×1',
    ],
  },
  {
    title: 'a range of failures under a status of its own',
    change: (draft) => {
      const { responses } = post(draft)
      responses['404'] = {
        description: 'Not Found',
        content: { 'application/json': { schema: { type: 'object' } } },
      }
    },
    expected: ['breaking reader reply-property-removed · failure.message ×1'],
    back: ['compatible none reply-property-new · failure.message ×1'],
  },
  {
    title: 'a default in place of every status of success',
    change: (draft) => {
      const { responses } = draft.paths['/shapes/list'].get
      responses.default = responses['200']
      delete responses['200']
    },
    expected: ['risky reader reply-status-new · 2XX ×1'],
    back: ['compatible none reply-status-narrowed · 2XX ×1'],
  },
  {
    title: 'a content type of a request that became a range',
    change: (draft) => {
      const { requestBody } = post(draft)
      requestBody.content['application/*'] =
        requestBody.content['application/json']
      delete requestBody.content['application/json']
    },
    expected: ['compatible none request-content-type-new · application/* ×1'],
    back: ['breaking caller request-content-type-removed · application/* ×1'],
  },
  {
    title: 'a content type of a response that became a range',
    change: (draft) => {
      const { content } = reply(draft)
      content['application/*'] = content['application/json']
      delete content['application/json']
    },
    expected: ['compatible none reply-content-type-new · application/* ×1'],
    back: ['compatible none reply-content-type-narrowed · application/* ×1'],
  },
]

const withVariable = (server: object) => (draft: Draft) => {
  draft.servers[1] = { url: 'https://{name}.example', ...server }
}

const variable = { default: 'two', enum: ['two', 'three'] }

const servers: readonly Pair[] = [
  {
    title: 'a variable of a server with another default',
    change: withVariable({ variables: { name: { default: 'three' } } }),
    expected: ['breaking caller server-changed · https://two.example ×3'],
    back: ['breaking caller server-changed · https://three.example ×3'],
  },
  {
    title: 'a variable of a server that may have another value',
    change: withVariable({ variables: { name: variable } }),
    expected: ['compatible none server-new · https://three.example ×3'],
    back: ['breaking caller server-removed · https://three.example ×3'],
  },
]

const access: readonly Pair[] = [
  {
    title: 'a credential that is rejected from now on',
    change: (draft) => {
      post(draft).security.splice(1, 1)
    },
    expected: ['breaking caller auth-alternative-removed · oauth (read) ×1'],
    back: ['compatible none auth-alternative-new · oauth (read) ×1'],
  },
  {
    title: 'a further scope',
    change: (draft) => {
      post(draft).security[1].oauth.push('write')
    },
    expected: ['breaking caller auth-scope-demanded · oauth (read) ×1'],
    back: ['compatible none auth-scope-dropped · oauth (read) ×1'],
  },
  {
    title: 'two credentials that are needed together',
    change: (draft) => {
      post(draft).security = [{ key: [], oauth: ['read'] }]
    },
    expected: [
      'breaking caller auth-alternative-removed · key + workspace ×1',
      'breaking caller auth-combined · key, oauth (read) ×1',
    ],
    back: [
      'compatible none auth-alternative-new · key, key + workspace, oauth (read) ×1',
    ],
  },
  {
    title: 'a credential that needs another one',
    change: (draft) => {
      draft.security = [{ key: [], workspace: [] }]
    },
    expected: ['breaking caller auth-combined · key ×2'],
    back: ['compatible none auth-alternative-new · key ×2'],
  },
  ...[[], [{}], [{ key: [] }, {}]].map((security): Pair => ({
    title: `security of ${JSON.stringify(security)}`,
    change: (draft) => {
      post(draft).security = security
    },
    expected: ['breaking everybody auth-opened · security ×1'],
    back: ['breaking caller auth-demanded · security ×1'],
  })),
  {
    title: 'security that was deleted',
    change: (draft) => {
      delete draft.security
    },
    expected: ['breaking everybody auth-opened · security ×2'],
    back: ['breaking caller auth-demanded · security ×2'],
  },
  {
    title: 'a credential in another header',
    change: (draft) => {
      draft.components.securitySchemes.key.name = 'X-Other'
    },
    expected: ['breaking caller auth-scheme-changed · key ×3'],
    back: ['breaking caller auth-scheme-changed · key ×3'],
  },
  {
    title: 'a credential under another name',
    change: (draft) => {
      const { securitySchemes } = draft.components
      securitySchemes.token = securitySchemes.key
      draft.security = [{ token: [] }]
      post(draft).security = [
        { token: [] },
        { oauth: ['read'] },
        { token: [], workspace: [] },
      ]
    },
    expected: ['risky caller auth-scheme-renamed · key ×3'],
    back: ['risky caller auth-scheme-renamed · token ×3'],
  },
]

export const pairs: readonly Pair[] = [
  ...rules,
  ...members,
  ...variants,
  ...nulls,
  ...hidden,
  ...unions,
  ...exchanges,
  ...spellings,
  respeltHeader,
  ...otherMethods,
  ...ranges,
  ...servers,
  ...access,
]
