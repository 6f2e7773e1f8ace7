/** Unproven: why a step that creates is not sent, as findings about the request
 * that showed it. */
import type { Unproven } from '../cleanup/proof.ts'
import type { Exchange } from '../model/exchange.ts'
import { fingerprintOf } from '../model/finding.ts'
import type { Finding } from '../model/finding.ts'
import { isListed } from '../model/weight.ts'
import { redactHeaders } from '../secrets/headers.ts'
import type { RunContext } from './context.ts'
import { judgeExchange } from './judge.ts'

export type NotProven = {
  /** One line. */
  readonly reason: string
  /** Reported once for the whole run. */
  readonly findings: readonly Finding[]
  readonly exchange?: Exchange
}

export async function judgeUnproven(
  { reason, exchange }: Unproven,
  context: RunContext,
): Promise<NotProven> {
  const { contract, own, known } = context
  const { path = '' } = exchange?.request ?? {}
  const operation = contract.operations.get(`POST /${path.slice(1)}`)
  if (!exchange || !operation || !own) return { reason, findings: [] }
  const authentication = own.authentication()
  const judgement = await judgeExchange(exchange, {
    operation,
    authentication,
    requirement: {
      name: 'before the first session is created',
      statuses: [200],
      isRefusalExpected: false,
    },
    context,
    isOwn: true,
  })
  if (judgement.kind === 'not-judged') return { reason, findings: [] }
  const reported = new Set(known?.recall())
  const findings = judgement.findings.filter(
    (it) => !isListed(it) && !reported.has(fingerprintOf(it)),
  )
  for (const finding of findings) known?.remember(fingerprintOf(finding))
  if (findings.length === 0) return { reason, findings }
  const shown = redactHeaders(exchange, authentication.placeholders)
  return { reason, findings, exchange: shown }
}
