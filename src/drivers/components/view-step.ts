/** View step: the last step of a components case, which judges the page. */
import { checkComponentOrigins } from '../../checks/component-origins.ts'
import { checkComponentView } from '../../checks/component-view.ts'
import type { StepOutcome } from '../../model/outcome.ts'
import type { Place } from '../../model/problem.ts'
import { statusOf } from '../../run/assess.ts'
import type { JudgedExchange } from './judge.ts'
import { element } from './view.ts'
import type { View } from './view.ts'

export type Seen = {
  readonly view: View
  /** Origins that the page sent requests to, all of which were blocked. */
  readonly foreign: readonly string[]
}

const path = '/devices/list'
const key = `POST ${path}` as const // the table shows this operation's response

/** Where a call did not succeed, its own step reports the failure, and the view
 * is not judged. */
export function viewStep(
  steps: readonly JudgedExchange[],
  {
    seen,
    place,
    spent,
  }: {
    readonly seen: Seen | undefined
    readonly place: Place
    /** Why the page may have been stopped, or not opened at all. */
    readonly spent?: string | undefined
  },
): StepOutcome {
  const operation = { key }
  const step = {
    id: 'the page shows its devices',
    place,
    operation: key,
    credential: 'client_session',
  }
  const origins = seen?.foreign ?? []
  const foreign = checkComponentOrigins({ operation, element, origins })
  if (spent !== undefined) {
    const cut = {
      status: 'not-judged',
      reason: spent,
      isWithheld: true,
    } as const
    return { ...step, ...cut, findings: foreign }
  }
  const failed = steps.find(({ isSuccess }) => !isSuccess)
  if (!seen || failed) {
    const reason = failed
      ? `${failed.outcome.operation} did not succeed`
      : 'there was no session to show'
    return { ...step, status: 'not-judged', reason, findings: foreign }
  }
  const { view } = seen
  const body = steps.findLast((it) => it.path === path)?.body
  const wrong = checkComponentView({ operation, element, view, body })
  const findings = [...wrong, ...foreign]
  return { ...step, status: statusOf(findings), findings }
}
