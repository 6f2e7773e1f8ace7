/** The ladder: the list of checks, in order. Each runs only where the checks
 * before it left something to judge, so an HTML 503 is never forty missing
 * fields. To add a check, write one file and add it to the list. */
import type { JsonValue } from '../model/contract.ts'
import type { Finding } from '../model/finding.ts'
import { isAbove } from '../model/level.ts'
import type { Level } from '../model/level.ts'
import type { Judged } from '../model/outcome.ts'
import { auth } from './auth.ts'
import { availability } from './availability.ts'
import { bodyForm } from './body-form.ts'
import { bodySchema } from './body-schema.ts'
import { bodyText } from './body-text.ts'
import type { Check } from './check.ts'
import { corsHeaders } from './cors-headers.ts'
import { corsPreflight } from './cors-preflight.ts'
import { corsResponse } from './cors-response.ts'
import { disclosure } from './disclosure.ts'
import { documentedFor } from './documented.ts'
import { errorBody } from './error-body.ts'
import { expectation } from './expectation.ts'
import { exposure } from './exposure.ts'
import { readBody } from './json.ts'
import type { Judgement, ReplyJudgement } from './judgement.ts'
import { latency } from './latency.ts'
import { noReply } from './no-reply.ts'
import { requestId } from './request-id.ts'
import { responseHeaders } from './response-headers.ts'
import { status } from './status.ts'
import { subject } from './subject.ts'
import { unjudged } from './unjudged.ts'
import { workspace } from './workspace.ts'

export const ladder: readonly Check[] = [
  corsPreflight,
  noReply,
  exposure,
  availability,
  workspace,
  corsResponse,
  auth,
  status,
  bodyForm,
  bodyText,
  bodySchema,
  subject,
  unjudged,
  responseHeaders,
  disclosure,
  corsHeaders,
  errorBody,
  requestId,
  expectation,
  latency,
]

export type Result = {
  readonly findings: readonly Finding[]
  readonly judged: Judged
  /** The response's body where it is JSON, for captures and cleanup. */
  readonly body?: JsonValue
  /** Places in it of numbers with more digits than can be kept. */
  readonly rounded?: readonly string[]
}

const nothingJudged: Judged = {
  reached: 'nothing',
  isStatusJudged: false,
  isContentTypeJudged: false,
  body: 'not-judged',
  properties: [],
}

export function checkExchange(
  judgement: Judgement,
  checks: readonly Check[] = ladder,
): Result {
  const replied = withReply(judgement)
  let reached: Level = replied ? 'content' : 'exchange'
  let findings: readonly Finding[] = []
  let judged = nothingJudged
  for (const check of checks) {
    if (isAbove(check.needs, reached)) continue
    const result =
      check.needs === 'exchange'
        ? check.check(judgement, findings)
        : replied && check.check(replied, findings)
    if (!result) continue
    const { findings: found, judged: news, leaves } = result
    if (found.length > 0) findings = [...findings, ...found]
    if (news) judged = { ...judged, ...news }
    if (leaves && isAbove(reached, leaves)) reached = leaves
  }
  return {
    findings,
    judged: { ...judged, reached },
    ...(replied?.json.kind === 'json' && {
      body: replied.json.value,
      rounded: replied.json.rounded,
    }),
  }
}

function withReply(judgement: Judgement): ReplyJudgement | undefined {
  const { result } = judgement.exchange
  if (result.kind === 'no-reply') return undefined
  const documented = documentedFor(judgement.operation, result)
  const json = readBody(result, documented.form)
  return { ...judgement, reply: result, json, documented }
}
