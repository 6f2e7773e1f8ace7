/** The ladder: each check is reached only where those below it found firm
 * ground, so that an HTML 503 is never forty missing fields. */
import { classOf, effects } from '../model/catalog.ts'
import type { JsonValue } from '../model/contract.ts'
import type { Finding } from '../model/finding.ts'
import type { Judged } from '../model/outcome.ts'
import { checkAuth } from './auth.ts'
import { checkBody } from './body.ts'
import { checkBlockedCall, checkCors, isBlocked } from './cors.ts'
import { checkDisclosure } from './disclosure.ts'
import { checkErrorBody } from './error-body.ts'
import { checkExpectation } from './expectation.ts'
import { readJson } from './json.ts'
import type { JsonReading } from './json.ts'
import { nothingJudged } from './judgement.ts'
import type { Judgement, ReplyJudgement } from './judgement.ts'
import { checkLatency } from './latency.ts'
import { checkRequestId } from './request-id.ts'
import { checkStatus } from './status.ts'
import { checkTransport, noReply } from './transport.ts'
import { checkWorkspace } from './workspace.ts'

export type Result = {
  readonly findings: readonly Finding[]
  readonly judged: Judged
  /** The reply's body where it is JSON, for captures. */
  readonly body?: JsonValue
}

export function checkExchange(judgement: Judgement): Result {
  const { result } = judgement.exchange
  if (result.kind === 'no-reply') {
    const finding = checkBlockedCall(judgement) ?? noReply(judgement, result)
    return { findings: [finding], judged: nothingJudged }
  }
  const subject = { ...judgement, reply: result }
  const transport = checkTransport(subject)
  if (transport.isLast) return { ...transport, judged: nothingJudged }

  const strange = checkWorkspace(subject)
  if (strange.length > 0) return elsewhere(strange, checkBody(subject).json)

  const cors = checkCors(subject)
  const statusOnly = { ...nothingJudged, isStatusJudged: true }
  if (cors.isLast) return { findings: cors.findings, judged: nothingJudged }

  const auth = checkAuth(subject)
  if (auth.isLast) {
    // What was made by whoever got in must be known, to be taken away.
    const json = readJson(result)
    return {
      findings: [...auth.findings, ...cors.findings],
      judged: statusOnly,
      ...(json.kind === 'json' && { body: json.value }),
    }
  }
  const status = checkStatus(subject)
  if (isBlocked(judgement.exchange)) {
    // Nobody could read the body: its status is all there is to judge.
    const findings = [...status.findings, ...cors.findings]
    return { findings, judged: statusOnly }
  }
  const body = checkBody(subject)
  const found = [
    ...status.findings,
    ...body.findings,
    ...checkDisclosure(subject),
    ...cors.findings,
  ]
  const above = status.isLast
    ? []
    : judgeContent(subject, { json: body.json, bodyFindings: body.findings })
  return {
    findings: [...found, ...above],
    judged: body.judged,
    ...(body.json.kind === 'json' && { body: body.json.value }),
  }
}

/** Reached where the status is one that the scenario wants. */
function judgeContent(
  subject: ReplyJudgement,
  {
    json,
    bodyFindings,
  }: {
    readonly json: JsonReading
    readonly bodyFindings: readonly Finding[]
  },
): readonly Finding[] {
  const errorFindings = checkErrorBody(subject, json)
  const broken = [...bodyFindings, ...errorFindings].filter(isFailing)
  return [
    ...errorFindings,
    ...checkRequestId(subject),
    ...checkExpectation(subject, { json, broken }),
    ...checkLatency(subject),
  ]
}

/** A reply of another workspace is not judged; what it made is yet to be undone,
 * so its body is handed on. */
function elsewhere(
  findings: readonly Finding[],
  json: ReturnType<typeof checkBody>['json'],
): Result {
  return {
    findings,
    judged: nothingJudged,
    ...(json.kind === 'json' && { body: json.value }),
  }
}

function isFailing(finding: Finding): boolean {
  return effects[classOf(finding.code)] === 'fails'
}
