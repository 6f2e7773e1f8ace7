/** Error body: can clients read what the API says went wrong?
 *
 * The contract documents no body for errors: `schemas/error-body.json` holds
 * what published clients read of one, so they are its basis. */
import type { ErrorObject } from 'ajv'
import schema from '../../schemas/error-body.json' with { type: 'json' }
import { describeValue } from '../contract/validate/describe.ts'
import { findResponse } from '../contract/respond.ts'
import {
  assumptionsOfCode,
  byDocs,
  inferred,
  shownBasis,
} from '../model/basis.ts'
import type { Codes } from '../model/catalog.ts'
import { headerOf } from '../model/exchange.ts'
import type { Finding } from '../model/finding.ts'
import { stepsOf } from '../model/json-pointer.ts'
import { isJsonObject } from '../model/json.ts'
import { ownSchema } from '../scenario/check/own-schema.ts'
import { nothingFound } from './check.ts'
import type { Check } from './check.ts'
import { describeReply, mediaTypeOf } from './describe.ts'
import { findingOf } from './finding.ts'
import type { ReplyJudgement } from './judgement.ts'

export const codes = {
  'error-content-type-wrong': {
    class: 'expectation',
    title: 'An error is not sent as JSON',
    hint: 'Clients show it as a failure without type or message. Ask the API team to send it as application/json, or find the proxy that answers in front of the API.',
  },
  'error-shape-wrong': {
    class: 'expectation',
    title: 'An error does not have the shape that clients read',
    hint: 'Programs distinguish errors by error.type and show error.message. schemas/error-body.json has the shape and the clients that read it; show it to the API team.',
  },
} as const satisfies Codes

const newFinding = findingOf(codes)

const errorsHaveOk = inferred(assumptionsOfCode.errorsHaveOk)

const validator = ownSchema(schema)

export const errorBody: Check = {
  codes,
  needs: 'content',
  check: (judgement) =>
    judgement.reply.status < 400 || isDocumented(judgement)
      ? nothingFound
      : { findings: checkError(judgement) },
}

/** Only the API itself sends an error as a JSON object: a proxy in front of it
 * sends text or a page. */
export function isOfTheApi({ json }: ReplyJudgement): boolean {
  return json.kind === 'json' && isJsonObject(json.value)
}

/** Then the body's own schema has judged it. */
function isDocumented({ reply, operation }: ReplyJudgement): boolean {
  const response = findResponse(operation, reply.status)
  return response !== undefined && response.mediaTypes.length > 0
}

function checkError(judgement: ReplyJudgement): readonly Finding[] {
  const { reply, json } = judgement
  const wrongType =
    mediaTypeOf(reply) === 'application/json'
      ? []
      : [wrongContentType(judgement)]
  if (json.kind === 'json' && isJsonObject(json.value)) {
    const validate = validator()
    const wrong = validate(json.value) ? [] : (validate.errors ?? [])
    return [...wrongType, ...wrong.map((error) => wrongShape(judgement, error))]
  }
  // Text with a text's content type is one fault, not two.
  if (wrongType.length > 0) return wrongType
  const finding = newFinding(judgement, {
    code: 'error-shape-wrong',
    at: 'body',
    expected: 'a JSON object with error and ok',
    received: json.kind === 'unreadable' ? json.received : describeReply(reply),
    key: 'body',
    ...shownBasis(byDocs),
  })
  return [finding]
}

function wrongContentType(judgement: ReplyJudgement): Finding {
  const header = headerOf(judgement.reply.headers, 'content-type')
  return newFinding(judgement, {
    code: 'error-content-type-wrong',
    at: 'header content-type',
    expected: 'application/json',
    received: header ? JSON.stringify(header) : 'absent',
    ...shownBasis(byDocs),
  })
}

/** The fingerprint has the place, but neither credential nor status: the shape
 * is the same for all errors. */
function wrongShape(judgement: ReplyJudgement, error: ErrorObject): Finding {
  const isMissing = error.keyword === 'required'
  const parents = stepsOf(error.instancePath)
  const path = isMissing
    ? [...parents, String(error.params['missingProperty'])]
    : parents
  const at = ['body', ...path].join('.')
  const { title } = isMissing
    ? Object(error.parentSchema).properties[path.at(-1) ?? '']
    : Object(error.parentSchema)
  return newFinding(judgement, {
    code: 'error-shape-wrong',
    at,
    expected: String(title),
    received: isMissing ? 'absent' : describeValue(error.data, path),
    // Below it are names of parameters, which depend on the request.
    key: at.replace(/(validation_errors)\..*/, '$1'),
    bodyPath: path,
    ...shownBasis(path[0] === 'ok' ? errorsHaveOk : byDocs),
  })
}
