/** The witness of a change as a person tries it. */
import { expect, test } from '@playwright/test'
import { curlOf } from '../../../src/report/review-curl.ts'
import { exampleOf } from '../../../src/report/review-example.ts'
import type { ChangeRecord } from '../../../src/report/review-record.ts'
import { plain } from '../../../src/report/terminal/colour.ts'
import { renderReview } from '../../../src/report/terminal/review.ts'
import { fullRecord, recordOfDrafts } from './records.ts'
import { contractFrom, pinned, type Draft } from './reviewed.ts'

function firstOf(edit: (draft: Draft) => void): ChangeRecord | undefined {
  const [old, fresh] = [pinned(), pinned()]
  for (const draft of [old, fresh])
    draft.paths['/client_sessions/{id}'] = {
      get: {
        parameters: ['path', 'query', 'header', 'cookie'].map((place) => ({
          in: place,
          name: place === 'path' ? 'id' : `${place}-name`,
          required: place === 'path',
          schema: { type: 'string' },
        })),
        responses: { 200: { description: 'OK' } },
        security: [{ api_key: [] }],
      },
    }
  edit(fresh)
  return recordOfDrafts(old, fresh).changes[0]
}

const places = ['path', 'query', 'header', 'cookie'] as const

function narrowed(place: (typeof places)[number]): ChangeRecord | undefined {
  return firstOf((draft) => {
    const { parameters } = draft.paths['/client_sessions/{id}'].get
    parameters[places.indexOf(place)].schema.enum = ['x']
  })
}

function textOf(change: ChangeRecord | undefined): string | undefined {
  return change && exampleOf(change)?.text.replaceAll(/ \\\n */g, ' ')
}

const start = "curl --include --request GET 'https://connect.getseam.com"
const key = '--header "authorization: Bearer $SEAM_API_KEY"'

test('a parameter stands where the request has it', () => {
  expect(textOf(narrowed('path'))).toBe(`${start}/client_sessions/a' ${key}`)
  expect(textOf(narrowed('query'))).toBe(
    `${start}/client_sessions/a?query-name=a' ${key}`,
  )
  expect(textOf(narrowed('header'))).toBe(
    `${start}/client_sessions/a' ${key} --header 'header-name: a'`,
  )
})

test('what no curl shows is shown as a value', () => {
  const change = narrowed('cookie')
  expect(change?.witness?.part).toBe('cookie cookie-name')
  expect(textOf(change)).toBe('cookie cookie-name:\n  "a"')
})

test('the request is the one that the witness is of', () => {
  const [old, fresh] = [pinned(), pinned()]
  for (const [draft, format] of [
    [old, undefined],
    [fresh, 'email'],
  ] as const) {
    const { get, post } = draft.paths['/client_sessions/list']
    const schema = { type: 'string', ...(format && { format }) }
    get.parameters = [{ in: 'query', name: 'mail', schema }]
    const content = post.requestBody.content['application/json']
    content.schema.properties.mail = schema
  }
  const [change] = recordOfDrafts(old, fresh).changes
  expect(change?.operations).toEqual([
    'GET /client_sessions/list',
    'POST /client_sessions/list',
  ])
  const text = textOf(change)
  expect(change?.witness?.part === 'body').toBe(text?.includes('--data-raw'))
  expect(text?.includes('--request POST')).toBe(text?.includes('--data-raw'))
})

/** The change, with a witness that sends the body. */
function sending(change: ChangeRecord, body: string): ChangeRecord {
  const operation = 'POST /client_sessions/create'
  const request = { operation, path: {}, query: {}, headers: {}, body }
  const curl = curlOf(request, contractFrom(pinned())) ?? ''
  const { witness } = change
  return { ...change, witness: witness && { ...witness, curl } }
}

test('no text of a contract leaves its quotes', () => {
  const change = narrowed('query')
  if (!change) throw new Error('there is no change')
  const value = `'; rm -rf ~; echo '\u001b[31m\n::error::x`
  const text = exampleOf(sending(change, value))?.text ?? ''
  expect(text).toContain(String.raw`"'\''; rm -rf ~; echo '\''\u001b[31m\n`)
  expect(text.split('\n').length).toBeLessThan(6)
})

test('a witness of any size is cut, and says so', () => {
  const change = narrowed('query')
  if (!change) throw new Error('there is no change')
  const example = exampleOf(sending(change, 'a'.repeat(100_000)))
  expect(example?.text).toMatch(
    /…\n# cut: the review with --json has all of it$/,
  )
  expect(example?.text.length).toBeLessThan(5000)
})

test('the terminal shows whom a change hits, and what is accepted', () => {
  const text = renderReview(fullRecord(), { paint: plain, isAll: false })
  for (const line of [
    '  live API   follows new: in 0 of 402 sessions of run 1a2b',
    '  SDKs       @seamapi/http >=1.38.3: declares it',
    '  scenarios  lifecycle/every-method scenarios/lifecycle/every-method.yaml:12:5',
    '  cells      auth/POST-create/none: refused → accepted',
    '  samples    docs/get.md:7 newly wrong',
    '  id         reply-property-removed · client_session.token',
    'Accepted (1)',
    'Accepted without effect (2)',
    'Not compared (1)',
  ])
    expect(text).toContain(line)
})
