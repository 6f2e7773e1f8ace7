/** Lacking: the variables that the target needs and the environment does not have,
 * and the cases that need them. */
import { ownSchemesOf, ownVariables } from '../auth/credential.ts'
import type { Target } from '../auth/target.ts'
import type { Settings } from '../config/settings.ts'
import { isCreating } from '../model/creating.ts'
import { plural } from '../model/plural.ts'
import type { Problem } from '../model/problem.ts'
import type { Plan } from '../model/scenario.ts'
import { planCase } from '../scenario/plan.ts'
import { missingVariables } from './prerequisites.ts'
import type { Suite } from './suite.ts'

export type Lacking = {
  /** For people, one for each variable. */
  readonly lines: readonly string[]
  /** No case can run without them. */
  readonly problem?: Problem
}

/** What the suite starts itself has all. */
export function lackingOf(
  { cases, cells, contract }: Pick<Suite, 'cases' | 'cells' | 'contract'>,
  { choice }: Pick<Settings, 'choice'>,
): Lacking {
  if (choice.kind === 'embedded') return { lines: [] }
  const plans = [...cases, ...cells].map((item) => planCase(item, contract))
  const needs = plans.map((plan) => lackedBy(plan, choice.target))
  const counts = new Map<string, number>()
  for (const name of needs.flat()) counts.set(name, (counts.get(name) ?? 0) + 1)
  const rows = [...counts].toSorted(([, a], [, b]) => b - a)
  if (plans.length > 0 && needs.every((names) => names.length > 0))
    return { lines: [], problem: problemOf(rows, choice.target) }
  const lines = rows.map(
    ([name, count]) => `${plural(count, 'case')} not judged without ${name}`,
  )
  return { lines }
}

function lackedBy(plan: Plan, target: Target): readonly string[] {
  const hasOwn = ownSchemesOf(target.keyring).length > 0
  const own = !hasOwn && needsOwn(plan) ? [ownVariables] : []
  return [...new Set([...own, ...missingVariables(plan, target)])]
}

/** What creates needs it, too: to delete what it creates. */
function needsOwn({ steps }: Plan): boolean {
  return steps.some(
    ({ credential, operation }) =>
      credential.kind === 'default' || isCreating(operation),
  )
}

function problemOf(
  rows: readonly (readonly [name: string, count: number])[],
  { name }: Target,
): Problem {
  const table = [
    ['variable', 'cases that need it'] as const,
    ...rows.map(([variable, count]) => [variable, String(count)] as const),
  ]
  const width = Math.max(...table.map(([variable]) => variable.length))
  return {
    code: 'credential-missing',
    fact: `No case can run against ${name}: each needs a variable that is not set`,
    frame: table
      .map(([variable, count]) => `  ${variable.padEnd(width)}   ${count}`)
      .join('\n'),
    hint: 'set the first; cases that need another are not judged without it',
  }
}
