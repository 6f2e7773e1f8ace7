/** Indexes the violations of a body by their place. */
import type { Path } from '../../model/path.ts'
import type { Violation } from '../../model/contract.ts'

export type ViolationIndex = {
  readonly at: ReadonlyMap<string, Violation>
  /** Every place at or above a violation. */
  readonly touched: ReadonlySet<string>
  /** Names that are missing at a place. */
  readonly missing: ReadonlyMap<string, readonly string[]>
}

export function indexViolations(
  violations: readonly Violation[],
): ViolationIndex {
  const at = new Map<string, Violation>()
  const touched = new Set<string>()
  const missing = new Map<string, string[]>()
  for (const violation of violations) {
    const { path, kind } = violation
    at.set(keyOf(path), violation)
    for (let length = 0; length <= path.length; length++)
      touched.add(keyOf(path.slice(0, length)))
    if (kind !== 'required-missing') continue
    const parent = keyOf(path.slice(0, -1))
    missing.set(parent, [...(missing.get(parent) ?? []), String(path.at(-1))])
  }
  return { at, touched, missing }
}

export function keyOf(path: Path): string {
  return JSON.stringify(path)
}
