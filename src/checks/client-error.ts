/** Client error: does a client throw where the API rejects the call, and say in
 * the error what the API said? */
import type { Codes } from '../model/catalog.ts'
import type { ThrownByClient } from '../model/client-call.ts'
import type { JsonObject } from '../model/contract.ts'
import { isSuccess } from '../model/exchange.ts'
import type { Exchange, Reply } from '../model/exchange.ts'
import type { Finding } from '../model/finding.ts'
import { isJsonObject, objectOr } from '../model/json.ts'
import { textOf } from '../scenario/json.ts'
import { nothingFound } from './check.ts'
import type { CheckResult } from './check.ts'
import type { ClientCheck, ClientJudgement } from './client-judgement.ts'
import { lostFields } from './error-fields.ts'
import { findingOf } from './finding.ts'
import { readJson } from './json.ts'

const branch =
  'Callers cannot tell one error from another. Compare the error with the body of the response.'

export const codes = {
  'sdk-refusal-swallowed': {
    class: 'sdk-wrong',
    title: 'The SDK returned although the call failed',
    hint: 'Its caller believes that something was done. Do not publish the release.',
  },
  'sdk-success-thrown': {
    class: 'sdk-wrong',
    title: 'The SDK threw although the call succeeded',
    hint: 'Its caller tries again what was done already. Do not publish the release.',
  },
  'sdk-error-class-wrong': {
    class: 'sdk-wrong',
    title: 'The SDK throws an error of another class than it documents',
    hint: branch,
  },
  'sdk-error-code-lost': {
    class: 'sdk-wrong',
    title: "The SDK's error does not have the type that the API sent",
    hint: branch,
  },
  'sdk-error-status-wrong': {
    class: 'sdk-wrong',
    title: "The SDK's error does not have the status of the response",
    hint: branch,
  },
  'sdk-error-fields-lost': {
    class: 'sdk-wrong',
    title: "The SDK's error does not say which parameter is wrong",
    hint: branch,
  },
  'sdk-request-id-lost': {
    class: 'sdk-wrong',
    title: "The SDK's error does not have the request id",
    hint: 'Without it, support cannot find the request. Compare the error with the header seam-request-id.',
  },
  'sdk-error-untyped': {
    class: 'sdk-note',
    title:
      'The SDK throws the error of a library where no response can be used',
    hint: 'Callers must know that library to handle it. Ask the SDK team for an error class of its own.',
  },
} as const satisfies Codes

type Code = keyof typeof codes

const newFinding = findingOf(codes)

export const clientError: ClientCheck = (judgement) => {
  const { call, own } = judgement
  const { end } = call
  if (!own) return nothingFound
  const { result, isEndedByClient = false } = own
  const isFailure =
    isEndedByClient || result.kind === 'no-reply' || result.status >= 400
  if (end.kind === 'returned')
    return isFailure
      ? one(judgement, 'sdk-refusal-swallowed', {
          expected: 'an error',
          received: `a value after ${shown(own)}`,
        })
      : nothingFound
  if (end.kind !== 'threw') return nothingFound
  // What came later, the client did not wait for.
  if (isSuccess(own) && !own.isEndedByClient)
    return isUsable(judgement)
      ? one(judgement, 'sdk-success-thrown', {
          expected: 'a value',
          received: `${end.error.class} after ${shown(own)}`,
        })
      : untyped(end.error, judgement)
  return { findings: isFailure ? inError(end.error, judgement) : [] }
}

function one(
  judgement: ClientJudgement,
  code: Code,
  found: { readonly expected: string; readonly received: string },
): { readonly findings: readonly Finding[] } {
  return { findings: [newFinding(judgement, { code, at: 'call', ...found })] }
}

function shown({ result }: Exchange): string {
  return result.kind === 'reply' ? `${result.status}` : 'no response'
}

/** A client may reject a response that lacks what it must return. */
function isUsable({
  own,
  responseKey: key,
  isResponseWrong,
}: ClientJudgement): boolean {
  if (isResponseWrong || own?.result.kind !== 'reply') return false
  const json = readJson(own.result)
  const body = json.kind === 'json' ? objectOr(json.value) : {}
  return typeof key === 'string'
    ? (body[key] ?? null) !== null
    : body.ok === true
}

function inError(
  error: ThrownByClient,
  judgement: ClientJudgement,
): readonly Finding[] {
  const reply = judgement.own?.result
  const sent = reply?.kind === 'reply' ? errorIn(reply) : undefined
  const names = [error.class, ...error.ancestors]
  if (reply?.kind !== 'reply' || !sent)
    return untyped(error, judgement).findings
  const wanted = classFor(reply.status, sent)
  return names.some((name) => wanted.test(name))
    ? lostFields(error, { sent, reply, parameters: judgement.parameters }).map(
        (lost) => newFinding(judgement, lost),
      )
    : one(judgement, 'sdk-error-class-wrong', {
        expected: `a class that ends with ${wanted.source.slice(0, -1)}`,
        received: error.class,
      }).findings
}

/** By how the SDKs name their own. */
function untyped(
  { class: name, ancestors }: ThrownByClient,
  judgement: ClientJudgement,
): CheckResult {
  if ([name, ...ancestors].some((it) => it.startsWith('Seam')))
    return nothingFound
  return one(judgement, 'sdk-error-untyped', {
    expected: 'an error class of the SDK',
    received: name,
  })
}

/** The SDKs name them in all languages alike. */
function classFor(status: number, { type }: JsonObject): RegExp {
  if (status === 401) return /UnauthorizedError$/
  return type === 'invalid_input' ? /InvalidInputError$/ : /ApiError$/
}

function errorIn(reply: Reply): JsonObject | undefined {
  const json = readJson(reply)
  const { error } = objectOr(json.kind === 'json' ? json.value : undefined)
  return isJsonObject(error) && textOf(error.type) !== undefined
    ? error
    : undefined
}
