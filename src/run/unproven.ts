/** Unproven: why a step that creates is not sent, as findings about the request
 * that showed it. */
import type { Unproven } from '../cleanup/proof.ts'
import type { Exchange } from '../model/exchange.ts'
import { fingerprintOf } from '../model/finding.ts'
import type { Finding } from '../model/finding.ts'
import { isListed } from '../model/weight.ts'
import { redactHeaders } from '../secrets/headers.ts'
import { isDeleteAlone } from './alone.ts'
import type { RunContext } from './context.ts'
import { judgeExchange } from './judge.ts'

const nothingFound = { findings: [] }

export async function judgeUnproven(
  unproven: Unproven | undefined,
  context: RunContext,
): Promise<{
  /** Reported once for the whole run. */
  readonly findings: readonly Finding[]
  /** Present with findings. */
  readonly exchange?: Exchange
}> {
  const { contract, own, known } = context
  const { exchange } = unproven ?? {}
  const { path = '' } = exchange?.request ?? {}
  const operation = contract.operations.get(`POST /${path.slice(1)}`)
  if (!exchange || !operation || !own) return nothingFound
  const authentication = own.authentication()
  const isAlone = await isDeleteAlone(exchange, context)
  const judgement = await judgeExchange(exchange, {
    operation,
    authentication,
    requirement: {
      name: 'before the first session is created',
      statuses: isAlone ? [400, 404] : [200],
      isRefusalExpected: false,
    },
    context,
    isOwn: true,
    isAlone,
  })
  if (judgement.kind === 'not-judged') return nothingFound
  const reported = new Set(known?.recall())
  const findings = judgement.findings.filter(
    (it) => !isListed(it) && !reported.has(fingerprintOf(it)),
  )
  for (const finding of findings) known?.remember(fingerprintOf(finding))
  if (findings.length === 0) return nothingFound
  const shown = redactHeaders(exchange, authentication.placeholders)
  return { findings, exchange: shown }
}
