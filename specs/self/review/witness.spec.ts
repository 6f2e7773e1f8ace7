/** Breaking changes are proven: by an example that one contract allows and the
 * other one refuses, or because they hit every exchange. */
import { expect, test } from '@playwright/test'
import { createCompiler } from '../../../src/contract/validate/compile.ts'
import type { Review } from '../../../src/review/review.ts'
import type { Witness } from '../../../src/review/witness/prove.ts'
import { pairs } from './pairs.ts'
import { pinned, reviewed, type Draft } from './reviewed.ts'
import { synthetic } from './synthetic.ts'

// One worker: two tests look at the same reviews.
test.describe.configure({ mode: 'default' })

function breakingIn({ changes }: Review): Review['changes'] {
  return changes.filter(({ level }) => level === 'breaking')
}

type Reviewed = {
  readonly documents: { readonly old: Draft; readonly new: Draft }
  readonly breaking: Review['changes']
}

let ofPairs: readonly Reviewed[] | undefined

/** Both ways of each pair; reviewed once. */
function reviewsOfPairs(): readonly Reviewed[] {
  ofPairs ??= pairs.flatMap(({ change }) => {
    const fresh = synthetic()
    change(fresh)
    return [
      { old: synthetic(), new: fresh },
      { old: fresh, new: synthetic() },
    ].map((documents) => ({
      documents,
      breaking: breakingIn(reviewed(documents.old, documents.new)),
    }))
  })
  return ofPairs
}

function codeOf(draft: Draft): Draft {
  const { content } = draft.paths['/shapes'].post.requestBody
  return content['application/json'].schema.properties.code
}

/** Whether a document allows the body of a witness, by ajv. */
function allows(document: Draft, { of, value }: Witness): boolean {
  const compiler = createCompiler(document)
  const at =
    of === 'request'
      ? '/paths/~1shapes/post/requestBody/content/application~1json/schema'
      : '/components/schemas/shape'
  return compiler.compile(at)(value)
}

test('at least 95 of 100 breaking changes are proven', () => {
  const breaking = reviewsOfPairs().flatMap((one) => one.breaking)
  expect(breaking.length).toBeGreaterThan(80)
  const open = breaking.filter(({ proof }) => proof === 'rule')
  expect(open.map(({ fingerprint }) => fingerprint)).toEqual([])
  const witnesses = breaking.filter(({ proof }) => proof === 'witness')
  expect(witnesses.length).toBeGreaterThan(40)
})

test('ajv allows each example by one contract, and refuses it by the other', () => {
  const judged = reviewsOfPairs().flatMap(({ documents, breaking }) =>
    breaking.flatMap(({ witness, fingerprint }) => {
      if (!witness || witness.part !== 'body') return []
      // The schemas compile for responses, where read-only is required.
      if (fingerprint === 'request-parameter-required-new · size') return []
      // The list of shapes has a body of its own.
      if (fingerprint.endsWith(' · shapes')) return []
      return [
        {
          fingerprint,
          isAllowed: allows(documents[witness.allowedBy], witness),
          isRefused: !allows(documents[witness.refusedBy], witness),
        },
      ]
    }),
  )
  expect(judged.length).toBeGreaterThan(35)
  expect(judged.filter((it) => !it.isAllowed || !it.isRefused)).toEqual([])
})

test('the example of a change is the smallest request that shows it', () => {
  const fresh = pinned()
  const { post } = fresh.paths['/client_sessions/create']
  const { properties } = post.requestBody.content['application/json'].schema
  properties.customer_id.minLength = 3
  const [change] = reviewed(pinned(), fresh).changes
  expect(change?.witness).toEqual({
    of: 'request',
    part: 'body',
    allowedBy: 'old',
    refusedBy: 'new',
    value: { customer_id: 'a' },
    rule: '/paths/~1client_sessions~1create/post/requestBody/content/application~1json/schema/properties/customer_id/minLength',
    example: {
      operation: 'POST /client_sessions/create',
      path: {},
      query: {},
      headers: {},
      body: { customer_id: 'a' },
    },
  })
})

test('a response that may lack a property shows one without it', () => {
  const fresh = pinned()
  const { client_session: session } = fresh.components.schemas
  session.required = session.required.filter((it: string) => it !== 'token')
  const [change] = reviewed(pinned(), fresh).changes
  expect(change?.code).toBe('reply-property-became-optional')
  const { client_session: shown } = Object(change?.witness?.value)
  expect(Object.keys(shown)).toContain('client_session_id')
  expect(Object.keys(shown)).not.toContain('token')
})

const getShape = (draft: Draft) => draft.paths['/shapes/{id}'].get

test('an example of a query or a header is a whole request', () => {
  const fresh = synthetic()
  const { parameters } = getShape(fresh)
  const limit = parameters.find((it: Draft) => it.name === 'limit')
  limit.schema.maximum = 2
  const [change] = reviewed(synthetic(), fresh).changes
  expect(change?.witness).toMatchObject({
    part: 'limit',
    example: {
      operation: 'GET /shapes/{id}',
      path: { id: expect.anything() },
      query: { limit: 50 },
    },
  })
})

test('a request without a parameter that is new and required is an example', () => {
  const fresh = synthetic()
  const schema = { type: 'string' }
  const added = { in: 'header', name: 'X-New', required: true, schema }
  getShape(fresh).parameters.push(added)
  const [change] = reviewed(synthetic(), fresh).changes
  expect(change).toMatchObject({
    code: 'request-parameter-required-new',
    proof: 'for-all',
    witness: {
      part: 'request',
      allowedBy: 'old',
      example: { operation: 'GET /shapes/{id}', headers: {} },
    },
  })
})

test('a response without a header that became optional is an example', () => {
  const old = synthetic()
  const { headers } = getShape(old).responses['200']
  const [name = ''] = Object.keys(headers)
  headers[name].required = true
  const fresh = structuredClone(old)
  getShape(fresh).responses['200'].headers[name].required = false
  const [change] = reviewed(old, fresh).changes
  expect(change).toMatchObject({
    code: 'reply-header-became-optional',
    witness: { part: 'response', example: { status: '200', headers: {} } },
  })
})

test('a text that one pattern alone matches is found', () => {
  const [old, fresh] = [synthetic(), synthetic()]
  codeOf(old).pattern = '^[0-9]{4}-[0-9]{7}$'
  codeOf(fresh).pattern = '^[0-9]{4}-[0-9]{6}$'
  const [change] = reviewed(old, fresh).changes
  expect(change).toMatchObject({
    code: 'request-changed',
    level: 'breaking',
    proof: 'witness',
  })
  expect(change?.witness?.value).toMatchObject({
    code: expect.stringMatching(/^\d{4}-\d{7}$/),
  })
})

test('a changed pattern without an example is risky, and says so', () => {
  const [old, fresh] = [synthetic(), synthetic()]
  codeOf(old).pattern = '^[0-9]{3}$'
  codeOf(fresh).pattern = '^[0-9][0-9][0-9]$'
  expect(reviewed(old, fresh).changes).toMatchObject([
    { code: 'request-changed', level: 'risky', proof: 'none found' },
  ])
})
