/** Setup steps: they create what the case needs, and test nothing
 * themselves. */
import type { Exchange } from '../model/exchange.ts'
import type { Finding } from '../model/finding.ts'
import type { StepOutcome } from '../model/outcome.ts'
import { effectOf } from '../model/weight.ts'
import { statusOf } from './status.ts'

/** Findings of a setup step are dropped: the step that tests this operation
 * reports them. Only what makes a run inconclusive, such as an outage,
 * stays. */
export function judgeSetup(
  findings: readonly Finding[],
  {
    exchange,
    isSuccess,
    stepId,
  }: {
    readonly stepId: string
    readonly exchange: Exchange | undefined
    readonly isSuccess: boolean
  },
): Pick<StepOutcome, 'status' | 'reason' | 'findings'> {
  const blocking = findings.filter(
    (finding) => effectOf(finding) === 'inconclusive',
  )
  if (blocking.length > 0 || isSuccess)
    return { status: statusOf(blocking), findings: blocking }
  const result = exchange?.result
  const answer =
    result?.kind === 'reply'
      ? `the response was ${result.status}`
      : 'there was no response'
  const reason = `setup step "${stepId}" failed: ${answer}`
  return { status: 'not-judged', reason, findings: [] }
}
