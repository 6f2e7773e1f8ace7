/** One change in each place of the pinned contract: its level, whom it breaks,
 * and in how many operations. */
import { expect, test } from '@playwright/test'
import { linesBetween, pinned, type Draft } from './reviewed.ts'

type Edit = {
  readonly title: string
  readonly change: (schema: Draft, owner: Draft, name: string) => void
  /** What is said of a property in a response, and of one in a request. */
  readonly reply: string
  readonly request: string
}

const edits: readonly Edit[] = [
  {
    title: 'removed',
    change: (_, owner, name) => {
      delete owner.properties[name]
      if (owner.required)
        owner.required = owner.required.filter((it: string) => it !== name)
    },
    reply: 'breaking reader reply-property-removed ·',
    request: 'risky caller request-parameter-removed ·',
  },
  {
    title: 'of another type',
    change: (_, owner, name) => {
      owner.properties[name] = { type: 'object' }
    },
    reply: 'breaking reader reply-changed type ·',
    request: 'breaking caller request-changed type ·',
  },
  {
    title: 'deprecated',
    change: (_, owner, name) => {
      owner.properties[name].deprecated = true
    },
    reply: 'compatible none property-deprecated ·',
    request: 'compatible none parameter-deprecated ·',
  },
  {
    title: 'with a default',
    change: (schema) => {
      schema.default = null
    },
    reply: '',
    request: 'risky caller request-default-changed ·',
  },
  {
    title: 'described',
    change: (schema) => {
      Object.assign(schema, { title: 'x', description: 'y', example: null })
    },
    reply: '',
    request: '',
  },
]

const session = (draft: Draft) => draft.components.schemas.client_session

for (const { title, change, reply } of edits)
  for (const name of Object.keys(session(pinned()).properties))
    test(`client_session.${name} ${title} is one change of the response`, () => {
      const fresh = pinned()
      const owner = session(fresh)
      const wasDeprecated = owner.properties[name].deprecated === true
      change(owner.properties[name], owner, name)
      const isNothing =
        reply === '' || (title === 'deprecated' && wasDeprecated)
      expect(linesBetween(pinned(), fresh)).toEqual(
        isNothing ? [] : [`${reply} client_session.${name} ×9`],
      )
    })

const paths = Object.keys(pinned().paths)
const bodyOf = (item: Draft) =>
  item.post.requestBody?.content['application/json'].schema

for (const { title, change, request } of edits)
  for (const path of paths)
    for (const name of Object.keys(bodyOf(pinned().paths[path]).properties))
      test(`${name} of POST ${path} ${title} is one change of the request`, () => {
        const fresh = pinned()
        const owner = bodyOf(fresh.paths[path])
        const wasDeprecated = owner.properties[name].deprecated === true
        change(owner.properties[name], owner, name)
        const isNothing =
          request === '' || (title === 'deprecated' && wasDeprecated)
        expect(linesBetween(pinned(), fresh)).toEqual(
          isNothing ? [] : [`${request} ${name} ×1`],
        )
      })

test('the same change in POST, PUT and a query is one change', () => {
  const fresh = pinned()
  const item = fresh.paths['/client_sessions/get']
  bodyOf(item).properties.user_identifier_key.maxLength = 5
  const [, input] = item.get.parameters
  expect(input.name).toBe('user_identifier_key')
  input.schema.maxLength = 5
  expect(linesBetween(pinned(), fresh)).toEqual([
    'breaking caller request-narrowed length · user_identifier_key ×2',
  ])
})

test('security: [] on one operation is breaking, for everybody', () => {
  const fresh = pinned()
  fresh.paths['/client_sessions/list'].post.security = []
  expect(linesBetween(pinned(), fresh)).toEqual([
    'breaking everybody auth-opened · security ×1',
  ])
})
