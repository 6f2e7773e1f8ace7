/** Merges the cases of a scenario that differ only in the method of HTTP: some
 * clients choose that themselves. */
import { groupBy } from '../model/group-by.ts'
import type { Case, Scenario } from '../model/scenario.ts'

/** @returns the first of each group; the only one left of a scenario has its
 * title. */
export function mergeMethods(cases: readonly Case[]): readonly Case[] {
  const scenarios = groupBy(cases, ({ scenario }) => scenario.id)
  return [...scenarios.values()].flatMap((ofOne) => {
    const names = namesBesideMethods(ofOne[0].scenario)
    const groups = groupBy(ofOne, ({ row }) =>
      JSON.stringify(Object.entries(row).filter(([name]) => names.has(name))),
    )
    const kept = [...groups.values()].map(([first]) => first)
    const [only, ...others] = kept
    return only && others.length === 0
      ? [{ ...only, title: only.scenario.title }]
      : kept
  })
}

/** Names of the matrix that a scenario uses outside of `method`. */
function namesBesideMethods({ steps, values }: Scenario): ReadonlySet<string> {
  const text = JSON.stringify({ steps, values }, (key, value: unknown) =>
    key === 'method' ? undefined : value,
  )
  return new Set(
    [...text.matchAll(/\bmatrix\.(\w+)/g)].map(([, name = '']) => name),
  )
}
