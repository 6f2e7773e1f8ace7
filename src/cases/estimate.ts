/** The forecast: how many requests a run will send, told before it does. */
import { readsOf } from '../contract/reads.ts'
import { reasonNotToRun } from './prerequisites.ts'
import type { Problem } from '../model/problem.ts'
import { planCase } from '../scenario/plan.ts'
import type { Settings } from '../config/settings.ts'
import type { Suite } from './suite.ts'

export type Forecast = {
  /** For people, one line. */
  readonly planned: string
  /** The plan needs more than it may have. */
  readonly excess?: Problem
}

/** Of the cases that will be tried, each step, each undo, and the look that makes sure of it. What has to be asked
 * twice, and the proof that a credential is good, come on top: nobody knows
 * beforehand. */
export function plannedRequests(
  {
    cases,
    cells,
    contract,
    pages = 0,
  }: Pick<Suite, 'cases' | 'cells' | 'contract'> & {
    /** Pages of web components; nobody knows what they ask. */
    readonly pages?: number
  },
  { choice, rules }: Pick<Settings, 'choice' | 'rules'>,
): Forecast {
  const { isReadOnly, maxRequests } = rules
  const reads = readsOf(contract)
  const known = choice.kind === 'remote' ? { target: choice.target } : {}
  const steps = [...cases, ...cells]
    .map((item) => planCase(item, contract))
    .filter(
      (plan) =>
        reasonNotToRun(plan, { ...known, isReadOnly, reads }) === undefined,
    )
    .flatMap((plan) => plan.steps)
  // What is refused makes nothing.
  const undos = steps.filter(
    ({ step, undo }) => undo !== undefined && !step.isRefusalExpected,
  ).length
  const cleaning = 2 * undos
  const total = steps.length + cleaning
  const bound =
    maxRequests === undefined ? '' : `; at most ${maxRequests} may be sent`
  const onTop =
    pages === 0
      ? ''
      : `; what ${pages} pages of web components ask comes on top, and in no pace`
  const planned = `requests: about ${total}, ${steps.length} of steps and ${cleaning} to take away what they make${onTop}${bound}`
  if (maxRequests === undefined || total <= maxRequests) return { planned }
  return {
    planned,
    excess: {
      code: 'budget-too-small',
      fact: `the plan needs about ${total} requests, and --max-requests allows ${maxRequests}`,
      hint: 'choose fewer cases with --tag or --grep, or allow more',
    },
  }
}
