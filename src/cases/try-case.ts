/** Tries one case: runs it, or says in one line why it is not even tried. */
import { ownScheme } from '../auth/credential.ts'
import type { Settings } from '../config/settings.ts'
import { readsOf } from '../contract/reads.ts'
import type { Contract } from '../model/contract.ts'
import type { Outcome } from '../model/outcome.ts'
import type { Case, Plan } from '../model/scenario.ts'
import { callLimitOf } from '../run/call.ts'
import { runCase } from '../run/case.ts'
import type { Show } from '../run/case.ts'
import type { RunContext } from '../run/context.ts'
import { notJudged } from '../run/outcome.ts'
import { planCase } from '../scenario/plan.ts'
import {
  missingOperation,
  rememberMissingOperation,
} from './auth-matrix/missing-operations.ts'
import { reasonNotToRun } from './prerequisites.ts'

export async function tryCase(
  item: Case,
  {
    context,
    settings: { rules },
    show,
    change = (plan) => plan,
  }: {
    readonly context: RunContext
    readonly settings: Pick<Settings, 'rules'>
    readonly show: Show
    /** Changes the plan before it is run. */
    readonly change?: (plan: Plan) => Plan
  },
): Promise<Outcome> {
  const { contract, target, source } = context
  const plan = change(planCase(item, contract))
  const reason =
    source.lacking ??
    reasonNotToRun(plan, {
      target,
      isReadOnly: rules.isReadOnly,
      reads: readsOf(contract),
    }) ??
    missingOperation(item, context.known)
  if (reason !== undefined) return notJudged(plan, { context, reason })
  const outcome = await runCase(plan, { context, show })
  rememberMissingOperation(outcome, {
    memory: context.known,
    ownScheme: context.own && ownScheme(target.keyring),
  })
  return outcome
}

/** Every call ends by itself; this only ends what hangs elsewhere. A step may
 * have an undo. */
export function timeLimitMs(
  item: Case,
  {
    contract,
    settings: { limits, rules, workers },
  }: { readonly contract: Contract; readonly settings: Settings },
): number {
  const { steps } = planCase(item, contract)
  const callMs = callLimitOf(limits, { guards: { rules, workers } })
  const pollMs = steps.reduce((sum, { step }) => sum + (step.settlesMs ?? 0), 0)
  return 60_000 + pollMs + 2 * steps.length * callMs
}
