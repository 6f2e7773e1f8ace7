/** Client value: does a client return what the API sent, unchanged? */
import type { Codes } from '../model/catalog.ts'
import type { TaggedValue } from '../model/client-call.ts'
import type { JsonValue } from '../model/contract.ts'
import { isSuccess } from '../model/exchange.ts'
import { isJsonObject } from '../model/json.ts'
import { own as property } from '../scenario/json.ts'
import { nothingFound } from './check.ts'
import type { ClientCheck, ClientJudgement } from './client-judgement.ts'
import { findingOf } from './finding.ts'
import { readJson } from './json.ts'
import { differencesOf, isNothing } from './value-differences.ts'
import type { ValueDifference } from './value-differences.ts'

const compare = 'Compare the value with the body of the response.'

export const codes = {
  'sdk-value-lost': {
    class: 'sdk-wrong',
    title: 'The SDK does not return what the API sent',
    hint: compare,
  },
  'sdk-value-changed': {
    class: 'sdk-wrong',
    title: 'The SDK returns another value than the API sent',
    hint: compare,
  },
  'sdk-property-dropped': {
    class: 'sdk-note',
    title: 'The SDK drops a property that the contract does not have',
    hint: 'Callers cannot use it before the next release. Document the property, or ask the SDK team to keep what it does not know.',
  },
  'sdk-value-unreturned': {
    class: 'sdk-note',
    title: 'The SDK returns nothing where the API sends something',
    hint: 'The contract says so with x-response-key null. If callers need the value, ask the API team to name its key there.',
  },
  'sdk-success-unchecked': {
    class: 'sdk-note',
    title: 'The SDK takes an unusable response for a success',
    hint: 'Its caller gets nothing, and no error. Ask the SDK team to check for the key of the response.',
  },
} as const satisfies Codes

type Code = keyof typeof codes

const newFinding = findingOf(codes)

export const clientValue: ClientCheck = (judgement) => {
  const { call, own, responseKey: key } = judgement
  const { end } = call
  if (end.kind !== 'returned' || end.value === undefined) return nothingFound
  if (own?.result.kind !== 'reply' || !isSuccess(own)) return nothingFound
  if (key === undefined) return nothingFound
  const json = readJson(own.result)
  const body = json.kind === 'json' ? json.value : undefined
  const found = differencesIn(end.value, { body, key, judgement })
  return {
    findings: found.map(({ code, at, expected, received }) =>
      newFinding(judgement, {
        code,
        at: `value${at === '' || at.startsWith('[') ? at : `.${at}`}`,
        expected,
        received,
        key: at.replaceAll(/\[\d+\]/g, '[]'),
      }),
    ),
  }
}

type Difference = Omit<ValueDifference, 'code'> & { readonly code: Code }

function differencesIn(
  value: TaggedValue,
  {
    body,
    key,
    judgement,
  }: {
    readonly body: JsonValue | undefined
    readonly key: string | null
    readonly judgement: ClientJudgement
  },
): readonly Difference[] {
  if (isUnusable(body, key)) {
    const code = 'sdk-success-unchecked'
    return [{ code, at: '', expected: 'an error', received: 'a success' }]
  }
  if (key === null) return unreturned(value, body)
  return differencesOf(property(body, key), value, {
    judgement,
    place: { body: `body.${key}`, value: '' },
  })
}

/** No client can make the promised value from it. */
function isUnusable(body: JsonValue | undefined, key: string | null): boolean {
  if (!isJsonObject(body) || property(body, 'ok') === false) return true
  return key !== null && (property(body, key) ?? null) === null
}

function unreturned(
  value: TaggedValue,
  body: JsonValue | undefined,
): readonly Difference[] {
  const names = Object.keys(Object(body)).filter((name) => name !== 'ok')
  if (!isNothing(value) || names.length === 0) return []
  const expected = names.join(', ')
  const code = 'sdk-value-unreturned'
  return [{ code, at: '', expected, received: 'undefined' }]
}
