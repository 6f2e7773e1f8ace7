/** Error body: can the clients read what the API says went wrong?
 *
 * The contract documents no body for its errors: `schemas/error-body.json`
 * holds what published clients read of one. */
import { Ajv } from 'ajv'
import type { ErrorObject } from 'ajv'
import schema from '../../schemas/error-body.json' with { type: 'json' }
import { describeValue } from '../contract/validate/describe.ts'
import { findResponse } from '../contract/respond.ts'
import { headerOf } from '../model/exchange.ts'
import type { Reply } from '../model/exchange.ts'
import type { Finding } from '../model/finding.ts'
import { isObject } from '../scenario/json.ts'
import { describeReply, mediaTypeOf } from './describe.ts'
import { readJson } from './json.ts'
import type { JsonReading } from './json.ts'
import { findingOf } from './judgement.ts'
import type { ReplyJudgement } from './judgement.ts'

const validate = new Ajv({ allErrors: true, verbose: true }).compile(schema)

/** An error in a form that only the API itself would give it: anything in
 * front of it answers with text or a page. */
export function isOfTheApi(reply: Reply): boolean {
  const json = readJson(reply)
  return json.kind === 'json' && isObject(json.value)
}

export function checkErrorBody(
  judgement: ReplyJudgement,
  json: JsonReading,
): readonly Finding[] {
  const { reply } = judgement
  if (reply.status < 400 || isDocumented(judgement)) return []
  const wrongType =
    mediaTypeOf(reply) === 'application/json' ? [] : [mislabelled(judgement)]
  if (json.kind === 'json' && isObject(json.value)) {
    const wrong = validate(json.value) ? [] : (validate.errors ?? [])
    return [...wrongType, ...wrong.map((error) => wrongShape(judgement, error))]
  }
  // Text that calls itself text is one fact, not two.
  if (wrongType.length > 0) return wrongType
  const finding = findingOf(judgement, 'error-shape-wrong', {
    at: 'body',
    expected: 'a JSON object with error and ok',
    received: json.kind === 'unreadable' ? json.received : describeReply(reply),
    key: 'body',
  })
  return [finding]
}

/** Then the body check has judged it already. */
function isDocumented({ reply, operation }: ReplyJudgement): boolean {
  const response = findResponse(operation, reply.status)
  return response !== undefined && response.mediaTypes.length > 0
}

function mislabelled(judgement: ReplyJudgement): Finding {
  const header = headerOf(judgement.reply.headers, 'content-type')
  return findingOf(judgement, 'error-content-type-wrong', {
    at: 'header content-type',
    expected: 'application/json',
    received: header ? JSON.stringify(header) : 'absent',
  })
}

/** The place takes part in the fingerprint, the credential and the status do
 * not: whoever is refused, and why, the shape is one. */
function wrongShape(judgement: ReplyJudgement, error: ErrorObject): Finding {
  const lacking = error.keyword === 'required'
  const above = error.instancePath.split('/').slice(1)
  const path = lacking
    ? [...above, String(error.params['missingProperty'])]
    : above
  const at = ['body', ...path].join('.')
  const { title } = lacking
    ? Object(error.parentSchema).properties[path.at(-1) ?? '']
    : Object(error.parentSchema)
  return findingOf(judgement, 'error-shape-wrong', {
    at,
    expected: String(title),
    received: lacking ? 'absent' : describeValue(error.data, path),
    // Below it stand the names of parameters, which the request chose.
    key: at.replace(/(validation_errors)\..*/, '$1'),
    bodyPath: path,
  })
}
