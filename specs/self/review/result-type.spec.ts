/** The type that SDKs name after a schema. */
import { expect, test } from '@playwright/test'
import { linesBetween, pinned, type Draft } from './reviewed.ts'

const reference = '"#/components/schemas/client_session"'

function renamed(): Draft {
  const text = JSON.stringify(pinned()).replaceAll(
    reference,
    '"#/components/schemas/session"',
  )
  const draft = JSON.parse(text)
  draft.components.schemas.session = draft.components.schemas.client_session
  delete draft.components.schemas.client_session
  return draft
}

function inlined(): Draft {
  const draft = pinned()
  const text = JSON.stringify(draft).replaceAll(
    `{"$ref":${reference}}`,
    JSON.stringify(draft.components.schemas.client_session),
  )
  return JSON.parse(text)
}

test('another name of the schema of results is one editorial change', () => {
  expect(linesBetween(pinned(), renamed())).toEqual([
    'editorial none sdk-type-renamed · client_session ×7',
  ])
})

test('a result without a named schema is one, too', () => {
  expect(linesBetween(pinned(), inlined())).toEqual([
    'editorial none sdk-type-renamed · client_session ×7',
  ])
})

test('a schema that gets a name is no change', () => {
  expect(linesBetween(inlined(), pinned())).toEqual([])
})
