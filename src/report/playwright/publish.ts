/** Attaches to a test its outcome, for reporters, and evidence, for people. */
import type { TestInfo } from '@playwright/test'

import type { Exchange } from '../../model/exchange.ts'
import type { StepOutcome } from '../../model/outcome.ts'
import { renderDifferences } from '../html/differences.ts'
import type { DifferencesOptions } from '../html/differences.ts'
import { outcomeName, outcomeType } from './envelope.ts'
import type { Envelope, Part } from './envelope.ts'
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

/** Call it once in each test, before the test throws or skips. */
export async function publish(
  testInfo: Attaching,
  envelope: Envelope,
): Promise<void> {
  await testInfo.attach(outcomeName, {
    contentType: outcomeType,
    body: JSON.stringify(envelope),
  })
}

/** What people read below a step. */
export function partsOf(
  step: StepOutcome,
  options: DifferencesOptions,
): readonly Part[] {
  const { exchange, findings } = step
  const lines = [
    ...reasonLines(step),
    ...attemptLines(step),
    ...pageLines(exchange),
    ...waitingLines(exchange),
    ...pollLines(step),
  ]
  const logged = findings.length > 0 ? (exchange?.page?.console ?? []) : []
  return [
    ...(findings.length === 0
      ? []
      : [
          {
            name: headline(step.operation, findings),
            contentType: 'text/html',
            body: renderDifferences(step, options),
          },
        ]),
    ...lines.map((line) => textPart(line, line)),
    ...(logged.length === 0
      ? []
      : [
          textPart(
            'console of the page',
            logged.map((line) => visible(line, 2000)).join('\n'),
          ),
        ]),
    ...(exchange
      ? [
          {
            name: nameOf(exchange, step),
            contentType: httpExchangeType,
            body: JSON.stringify(toHttpExchange(exchange, options.endpoint)),
          },
        ]
      : []),
  ]
}

function textPart(name: string, body: string): Part {
  return { name, contentType: 'text/plain', body }
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
