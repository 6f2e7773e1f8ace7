/** Counts the cases that the chosen driver cannot run, by the drivers that can. */
import type { DriverName } from '../model/scenario.ts'

export type LeftOut = {
  readonly drivers: readonly DriverName[]
  /** How many cases. */
  readonly count: number
}

/** @param drivers of each selected case */
export function countLeftOut(
  drivers: readonly (readonly DriverName[])[],
  chosen: DriverName,
): readonly LeftOut[] {
  const groups = new Map<string, LeftOut>()
  for (const able of drivers) {
    if (able.includes(chosen)) continue
    const key = able.join(' ')
    const count = (groups.get(key)?.count ?? 0) + 1
    groups.set(key, { drivers: able, count })
  }
  return [...groups.values()]
}

/** `21 cases run only with --driver browser` */
export function leftOutLine({ drivers, count }: LeftOut): string {
  const cases = count === 1 ? '1 case runs' : `${count} cases run`
  return `${cases} only with --driver ${drivers.join(' or ')}`
}
