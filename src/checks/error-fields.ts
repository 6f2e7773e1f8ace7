/** Error fields: what the API said in an error, and the error of a client does
 * not. */
import type { ThrownByClient } from '../model/client-call.ts'
import type { JsonObject, JsonValue } from '../model/contract.ts'
import { headerOf } from '../model/exchange.ts'
import type { Reply } from '../model/exchange.ts'
import { listOr, objectOr } from '../model/json.ts'
import { own as property, textOf } from '../scenario/json.ts'

export type LostField = {
  readonly code:
    | 'sdk-error-code-lost'
    | 'sdk-error-status-wrong'
    | 'sdk-error-fields-lost'
    | 'sdk-request-id-lost'
  readonly at: string
  readonly expected: string
  readonly received: string
}

/** @param sent `error` in the body of the response. */
export function lostFields(
  { fields }: ThrownByClient,
  {
    sent,
    reply,
    parameters,
  }: {
    readonly sent: JsonObject
    readonly reply: Reply
    readonly parameters: JsonObject
  },
): readonly LostField[] {
  const requestId = headerOf(reply.headers, 'seam-request-id')
  // The SDKs document `unauthorized` for each 401.
  const isCode =
    fields.code === sent.type ||
    (reply.status === 401 && fields.code === 'unauthorized')
  const wrong: readonly (readonly [
    LostField['code'],
    string,
    JsonValue,
    boolean,
  ])[] = [
    ['sdk-error-code-lost', 'code', sent.type ?? null, isCode],
    [
      'sdk-error-status-wrong',
      'statusCode',
      reply.status,
      fields.statusCode === reply.status,
    ],
    [
      'sdk-request-id-lost',
      'requestId',
      'the header seam-request-id',
      requestId === undefined || fields.requestId === requestId,
    ],
    [
      'sdk-error-fields-lost',
      'validationErrors',
      'a message for each wrong parameter',
      hasMessages(sent, { fields, parameters }),
    ],
  ]
  return wrong.flatMap(([code, name, expected, isRight]) =>
    isRight
      ? []
      : {
          code,
          at: `error ${name}`,
          expected: String(expected),
          received:
            textOf(fields[name]) ??
            (name in fields ? 'another value' : 'absent'),
        },
  )
}

/** `getValidationErrorMessages(name)` gives those that the API sent, for each
 * parameter of the call. */
function hasMessages(
  { validation_errors: sent }: JsonObject,
  {
    fields: { validationMessages: given },
    parameters,
  }: { readonly fields: JsonObject; readonly parameters: JsonObject },
): boolean {
  return Object.entries(objectOr(sent))
    .filter(([name]) => Object.hasOwn(parameters, name))
    .every(([name, said]) => {
      const messages = listOr(objectOr(given)[name])
      return listOr(property(said, '_errors')).every((text) =>
        messages.includes(text),
      )
    })
}
