/** Folds differences to changes: one for each root cause. */
import { groupBy } from '../model/group-by.ts'
import { codes, unionOf, type Code } from './codes/codes.ts'
import { levels, type Level, type Who } from './codes/code.ts'
import type { Difference } from './difference.ts'
import type { Proof, Prove } from './witness/prove.ts'

export type Change = {
  /** Code and place; the same from one pair of contracts to the next. */
  readonly fingerprint: string
  readonly code: Code
  readonly level: Level
  readonly who: Who
  readonly side: Difference['side']
  readonly aspect?: string
  readonly at: string
  readonly before: string
  readonly after: string
  /** JSON pointers. */
  readonly old: string
  readonly new: string
  readonly operations: readonly string[]
  /** In how many places of the contract it is written. */
  readonly places: number
  /** What was folded to this change. */
  readonly differences: readonly Difference[]
} & Proof

/** The worst first. The order of the differences does not matter. */
export function foldChanges(
  differences: readonly Difference[],
  prove: Prove,
): readonly Change[] {
  const groups = groupBy(differences, rootOf)
  const changes = [...groups.values()].map((group) => changeOf(group, prove))
  const decisions = joinDecisions(changes.filter(isDecision))
  const others = changes.filter((change) => !isDecision(change))
  const sorted = [...decisions, ...others].toSorted(byImportance)
  return withUniqueFingerprints(sorted)
}

/** A shared schema is one root, on whichever side of an exchange it is. What is
 * written in each request is one root where place, before and after are equal. */
function rootOf(one: Difference): string {
  const owner = one.component ?? one.side
  return JSON.stringify([owner, one.at, one.what, one.before, one.after])
}

function levelOf({ code, level }: Difference): Level {
  return level ?? codes[code].level
}

function isHarmful(one: Difference): boolean {
  return ['breaking', 'risky'].includes(levelOf(one))
}

function changeOf(
  group: readonly [Difference, ...Difference[]],
  prove: Prove,
): Change {
  const sorted = group.toSorted(
    (a, b) =>
      levels.indexOf(levelOf(b)) - levels.indexOf(levelOf(a)) ||
      (a.route?.length ?? 0) - (b.route?.length ?? 0) ||
      compareTexts(a.old + a.new, b.old + b.new),
  )
  const worst = sorted[0] ?? group[0]
  const { code, side, aspect, at, before, after, old, new: fresh } = worst
  const proof = isHarmful(worst)
    ? prove(worst)
    : ({ proof: 'rule' } satisfies Proof)
  const places = new Set(group.map((one) => one.component ?? one.old + one.new))
  return {
    fingerprint: `${code}${aspect === undefined ? '' : ` ${aspect}`} · ${at}`,
    code,
    level: proof.proof === 'none found' ? 'risky' : levelOf(worst),
    who: group.map((one) => one.who ?? codes[one.code].who).reduce(unionOf),
    side,
    ...(aspect !== undefined && { aspect }),
    at,
    before,
    after,
    old,
    new: fresh,
    operations: [...new Set(group.map((one) => one.operation))].toSorted(),
    places: places.size,
    differences: sorted,
    ...proof,
  }
}

function isDecision({ code }: Change): boolean {
  return /^auth-(?:alternative|combined|scope)/.test(code)
}

/** Credentials that the same operations accept or reject from now on are one
 * decision. */
function joinDecisions(changes: readonly Change[]): readonly Change[] {
  const groups = groupBy(changes, ({ code, operations, after }) =>
    JSON.stringify([code, operations, after]),
  )
  return [...groups.values()].map((group) => {
    const names = group.map(({ at }) => at).toSorted()
    const at = names.join(', ')
    const fingerprint = `${group[0].code} · ${at}`
    const differences = group.flatMap((change) => change.differences)
    return { ...group[0], at, fingerprint, differences }
  })
}

function byImportance(a: Change, b: Change): number {
  return (
    levels.indexOf(b.level) - levels.indexOf(a.level) ||
    compareTexts(a.fingerprint, b.fingerprint) ||
    compareTexts(a.operations.join(), b.operations.join()) ||
    compareTexts(a.before + a.after, b.before + b.after)
  )
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** The same change of a name that two operations use for different things. */
function withUniqueFingerprints(changes: readonly Change[]): readonly Change[] {
  const used = new Set<string>()
  return changes.map((change) => {
    const names = [
      change.fingerprint,
      `${change.fingerprint} · ${change.operations[0]}`,
    ]
    let fingerprint = names.find((name) => !used.has(name))
    for (let count = 2; fingerprint === undefined; count++) {
      const numbered = `${names[1]} · ${count}`
      if (!used.has(numbered)) fingerprint = numbered
    }
    used.add(fingerprint)
    return { ...change, fingerprint }
  })
}
