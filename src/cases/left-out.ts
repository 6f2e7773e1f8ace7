/** Counts the cases that the chosen driver cannot run, by the drivers that can. */
import { groupBy } from '../model/group-by.ts'
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
  const leftOut = drivers.filter((able) => !able.includes(chosen))
  const groups = groupBy(leftOut, (able) => able.join(' '))
  return [...groups.values()].map((group) => ({
    drivers: group[0],
    count: group.length,
  }))
}

/** `21 cases run only with --driver browser` */
export function leftOutLine({ drivers, count }: LeftOut): string {
  const cases = count === 1 ? '1 case runs' : `${count} cases run`
  return `${cases} only with --driver ${drivers.join(' or ')}`
}

/** @param merged how many cases, at least 1 */
export function mergedLine(merged: number): string {
  const cases = merged === 1 ? '1 case differs' : `${merged} cases differ`
  return `${cases} from another only in the method, which the SDK chooses`
}
