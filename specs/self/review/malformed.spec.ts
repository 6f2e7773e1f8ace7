/** What OpenAPI gives no meaning is not compared: nothing false is said of it. */
import { expect, test } from '@playwright/test'
import { linesBetween, type Draft } from './reviewed.ts'
import { synthetic } from './synthetic.ts'

const get = (draft: Draft) => draft.paths['/shapes/{id}'].get

const operation = 'not compared GET /shapes/{id}: '
const nothing = ', which OpenAPI 3.0 gives no meaning'

const cases: readonly {
  readonly title: string
  readonly change: (draft: Draft) => void
  readonly expected: string
}[] = [
  ...['key', { key: [] }, ['key'], [{ key: null }], null].map((security) => ({
    title: `security of ${JSON.stringify(security)}`,
    change: (draft: Draft) => {
      get(draft).security = security
    },
    expected: `not compared security: "security" is ${JSON.stringify(security)}${nothing}`,
  })),
  {
    title: 'parameters as an object',
    change: (draft) => {
      get(draft).parameters = { x: { name: 'x', in: 'query', required: true } }
    },
    expected: `${operation}"parameters" is {"x":{"name":"x","in":"query","required":true}}${nothing}`,
  },
  {
    title: 'a parameter that is required by a text',
    change: (draft) => {
      get(draft).parameters[1].required = 'true'
    },
    expected: `${operation}"required" of parameter "limit" is "true"${nothing}`,
  },
  {
    title: 'a parameter in no place',
    change: (draft) => {
      get(draft).parameters[1].in = 'body'
    },
    expected: `${operation}"in" of parameter "limit" is "body"${nothing}`,
  },
  {
    title: 'responses as a list',
    change: (draft) => {
      get(draft).responses = []
    },
    expected: `${operation}"responses" is []${nothing}`,
  },
]

for (const { title, change, expected } of cases)
  test(`${title}: not compared, and no change where both have it`, () => {
    const fresh = synthetic()
    change(fresh)
    expect(linesBetween(synthetic(), fresh)).toEqual([expected])
    expect(linesBetween(fresh, synthetic())).toEqual([expected])
    expect(linesBetween(fresh, structuredClone(fresh))).toEqual([])
  })
