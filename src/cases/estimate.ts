/** Estimates how many requests a run will send, before it sends any. */
import { readsOf } from '../contract/reads.ts'
import { isCreating } from '../model/creating.ts'
import { reasonNotToRun } from './prerequisites.ts'
import { plural } from '../model/plural.ts'
import type { Problem } from '../model/problem.ts'
import { requestsPerProof } from '../cleanup/proof.ts'
import {
  requestsPerCleanup,
  requestsPerLastLook,
} from '../transport/policy/budget.ts'
import { planCase } from '../scenario/plan.ts'
import type { Settings } from '../config/settings.ts'
import type { Suite } from './suite.ts'

export type Estimate = {
  /** For people, one line. */
  readonly planned: string
  /** Requests of the budget that the plan does not need. */
  readonly spare?: number
  /** The plan needs more requests than the run may send. */
  readonly excess?: Problem
}

/** Counts each step of the cases that will run, and what deletes the sessions
 * that they create. Retries and credential checks come on top, because only the
 * run shows whether it needs them. */
export function estimateRequests(
  {
    cases,
    cells,
    contract,
    pages = 0,
  }: Pick<Suite, 'cases' | 'cells' | 'contract'> & {
    /** Pages of web components, which send requests of their own. */
    readonly pages?: number
  },
  { choice, rules, workers }: Pick<Settings, 'choice' | 'rules' | 'workers'>,
): Estimate {
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
  // A rejected request creates nothing.
  const undos = steps.filter(
    ({ step, undo, operation }) =>
      (undo !== undefined || isCreating(operation)) && !step.isRefusalExpected,
  ).length
  const isProven = choice.kind === 'remote' && undos > 0
  const around = isProven ? requestsPerProof * workers + requestsPerLastLook : 0
  const cleaning = requestsPerCleanup * undos + around
  const total = steps.length + cleaning
  const onTop =
    pages === 0
      ? ''
      : `, plus what ${plural(pages, 'page')} of web components send at their own rate`
  const bound =
    maxRequests === undefined ? '' : `; at most ${maxRequests} may be sent`
  const planned = `requests: about ${total} (${steps.length} for steps, ${cleaning} for cleanup)${onTop}${bound}`
  if (maxRequests === undefined) return { planned }
  if (total <= maxRequests) return { planned, spare: maxRequests - total }
  return {
    planned,
    excess: {
      code: 'budget-too-small',
      fact: `the plan needs about ${total} requests, and --max-requests allows ${maxRequests}`,
      hint: 'choose fewer cases with --tag or --grep, or allow more',
    },
  }
}
