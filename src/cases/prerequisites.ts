/** Prerequisites: whether the target and the limits of the run let a case run. */
import { environmentNames } from '../auth/credential.ts'
import { firstWrite } from '../transport/policy/read-only.ts'
import type { Reads } from '../transport/policy/read-only.ts'
import { resourceNames } from '../auth/target.ts'
import type { Target } from '../auth/target.ts'
import type { Plan } from '../model/scenario.ts'

/** Why a case does not run, in one line; undefined where it does.
 * @param target undefined for an embedded one, which has all that cases need. */
export function reasonNotToRun(
  plan: Plan,
  {
    target,
    isReadOnly,
    reads,
  }: {
    readonly target?: Target
    readonly isReadOnly: boolean
    readonly reads: Reads
  },
): string | undefined {
  const missing = target && missingPrerequisites(plan, target)
  return missing ?? (isReadOnly ? writeOf(plan, reads) : undefined)
}

/** Beside the calls of the plan a web component creates a session by itself. */
function writeOf(plan: Plan, reads: Reads): string | undefined {
  return plan.case.scenario.drivers.includes('components')
    ? 'read-only: a web component creates a session'
    : firstWrite(plan, reads)
}

/** One line that names what is missing and the variable that gives it;
 * undefined when nothing is. */
export function missingPrerequisites(
  plan: Pick<Plan, 'needs'>,
  target: Target,
): string | undefined {
  const missing = missingVariables(plan, target)
  return missing.length === 0 ? undefined : `needs ${missing.join(' and ')}`
}

/** Those of what the plan names; not of the monitor's own credential. */
export function missingVariables(
  plan: Pick<Plan, 'needs'>,
  target: Target,
): readonly string[] {
  const have = { target: target.resources, credential: target.keyring }
  const missing = plan.needs.filter((need) => {
    const [kind = '', name = ''] = need.split('.')
    return !Object.hasOwn(Object(have[kind as keyof typeof have]), name) // else {}
  })
  return missing.map(nameOf)
}

function nameOf(need: string): string {
  const [kind, name = ''] = need.split('.')
  const names: Readonly<Record<string, string>> =
    kind === 'target' ? resourceNames : environmentNames
  return names[name] ?? need
}
