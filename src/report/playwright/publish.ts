/** Attaches to a test its outcome, for reporters, and evidence, for people. */
import type { TestInfo } from '@playwright/test'

import type { Exchange } from '../../model/exchange.ts'
import type { Outcome, StepOutcome } from '../../model/outcome.ts'
import { renderDifferences } from '../html/differences.ts'
import type { DifferencesOptions } from '../html/differences.ts'
import { outcomeName, outcomeType } from './envelope.ts'
import type { Envelope, Shapes } from './envelope.ts'
import { httpExchangeType, toHttpExchange } from '../allure/http-exchange.ts'
import { attemptLines } from '../terminal/attempt-lines.ts'
import {
  headline,
  notJudgedPrefix,
  unclearPrefix,
  waitingLines,
} from '../terminal/lines.ts'
import { pageLines } from '../terminal/page-lines.ts'
import { pollLines } from '../terminal/poll-lines.ts'
import { visible } from '../../secrets/visible.ts'

type Attaching = Pick<TestInfo, 'attach'>

/** Call it once in each test, outside its steps, before the test throws or
 * skips. */
export async function publish(
  testInfo: Attaching,
  outcome: Outcome,
  { shapes }: { readonly shapes?: Shapes | undefined } = {},
): Promise<void> {
  const envelope: Envelope = { outcome, ...(shapes ? { shapes } : {}) }
  await testInfo.attach(outcomeName, {
    contentType: outcomeType,
    body: JSON.stringify(envelope),
  })
}

/** Call it inside `test.step`: the evidence appears under that step. */
export async function publishStep(
  testInfo: Attaching,
  step: StepOutcome,
  options: DifferencesOptions,
): Promise<void> {
  if (step.findings.length > 0) {
    await testInfo.attach(headline(step.operation, step.findings), {
      contentType: 'text/html',
      body: renderDifferences(step, options),
    })
  }
  const lines = [
    ...reasonLines(step),
    ...attemptLines(step),
    ...pageLines(step.exchange),
    ...waitingLines(step.exchange),
    ...pollLines(step),
  ]
  for (const line of lines) {
    await testInfo.attach(line, { contentType: 'text/plain', body: line })
  }
  const logged = step.exchange?.page?.console ?? []
  if (step.findings.length > 0 && logged.length > 0) {
    await testInfo.attach('console of the page', {
      contentType: 'text/plain',
      body: logged.map((line) => visible(line, 2000)).join('\n'),
    })
  }
  if (step.exchange) {
    await testInfo.attach(nameOf(step.exchange, step), {
      contentType: httpExchangeType,
      body: JSON.stringify(toHttpExchange(step.exchange, options.endpoint)),
    })
  }
}

/** An attempt has a line of its own: it does not decide the step. */
function reasonLines({
  status,
  reason,
  attempt,
}: StepOutcome): readonly string[] {
  if (attempt) return []
  if (status === 'not-judged') {
    return [`${notJudgedPrefix}${visible(reason ?? 'no reason was given')}`]
  }
  return status === 'inconclusive' && reason !== undefined
    ? [`${unclearPrefix}${visible(reason)}`]
    : []
}

/** `exchange: POST /client_sessions/get, 200`: a step may have several. */
function nameOf(
  { request, result }: Exchange,
  { isProbe = false }: StepOutcome,
): string {
  const answer = result.kind === 'reply' ? result.status : 'no response'
  const rest = isProbe ? ' (a probe, must be rejected)' : ''
  return visible(
    `exchange: ${request.method} ${request.path}, ${answer}${rest}`,
    200,
  )
}
