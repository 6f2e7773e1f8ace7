/** Needs: what a case asks of its target, and what the target does not have. */
import { environmentNames } from './credential.ts'
import { resourceNames } from './target.ts'
import type { Target } from './target.ts'
import type { Plan } from './scenario/types.ts'

/** One line that names what is missing and how to give it; undefined when
 * nothing is. */
export function missingNeeds(
  plan: Pick<Plan, 'needs'>,
  target: Target,
): string | undefined {
  const have = { target: target.resources, credential: target.keyring }
  const missing = plan.needs.filter((need) => {
    const [kind = '', name = ''] = need.split('.')
    return !Object.hasOwn(Object(have[kind as keyof typeof have]), name) // else {}
  })
  if (missing.length === 0) return undefined
  return `needs ${missing.map(nameOf).join(' and ')}`
}

function nameOf(need: string): string {
  const [kind, name = ''] = need.split('.')
  const names: Readonly<Record<string, string>> =
    kind === 'target' ? resourceNames : environmentNames
  return names[name] ?? need
}
