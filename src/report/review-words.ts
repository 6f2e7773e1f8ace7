/** Words for a change that all reports of a review share. None of them is
 * escaped yet: names come from a contract of other people. */
import type { Who } from '../review/codes/code.ts'
import type { Follows } from '../review/follows/follows.ts'
import { plural } from '../model/plural.ts'
import type { ChangeRecord, ReviewRecord } from './review-record.ts'

export const whom: Readonly<Record<Who, string>> = {
  caller: 'callers',
  reader: 'readers',
  everybody: 'everybody',
  none: 'no one',
}

/** `client_session.limit`, and what about it where the code does not say. */
export function titleOf({ title, aspect }: ChangeRecord): string {
  return aspect === undefined ? title : `${title} (${aspect})`
}

/** The first three by name. */
export function firstOf(names: readonly string[]): {
  readonly shown: readonly string[]
  readonly more: number
} {
  const shown = names.slice(0, 3)
  return { shown, more: names.length - shown.length }
}

export function proofWords({ proof, witness }: ChangeRecord): string {
  if (proof === 'for-all') return 'it holds for every exchange that uses it'
  if (proof === 'none found')
    return 'none found: no text that only one of the patterns allows'
  if (!witness) return 'the rules alone: no example was found'
  const { of, allowedBy, refusedBy } = witness
  const what = of === 'request' ? 'request' : 'response'
  return `the ${allowedBy} contract allows this ${what}, the ${refusedBy} one does not`
}

/** `follows old: "name" in 402 of 402 objects (run 14e773bf against sandbox)` */
export function followsText({ answer, evidence }: Follows): string {
  const words = answer === 'unknown' ? 'not known' : `follows ${answer}`
  return `${words}: ${evidence}`
}

export type Fact = {
  readonly name: string
  readonly items: readonly string[]
}

/** What it hits beyond the contract, and what the live API does. */
export function factsOf({ impact, follows }: ChangeRecord): readonly Fact[] {
  const facts: readonly Fact[] = [
    {
      name: 'live API',
      items: follows ? [followsText(follows)] : [],
    },
    {
      name: 'SDKs',
      items: (impact?.sdks ?? []).map(
        ({ package: name, versions, how }) => `${name} ${versions}: ${how}`,
      ),
    },
    {
      name: 'scenarios',
      items: (impact?.scenarios ?? []).map(({ id, place }) => `${id} ${place}`),
    },
    {
      name: 'cells',
      items: (impact?.cells ?? []).map(
        ({ case: id, before, after }) => `${id}: ${before} → ${after}`,
      ),
    },
    {
      name: 'samples',
      items: (impact?.samples ?? []).map(
        ({ page, line, how }) => `${page}:${line} ${how}`,
      ),
    },
  ]
  return facts.filter(({ items }) => items.length > 0)
}

/** `12 operations`, and what was left out. */
export function comparedText({
  old,
  new: fresh,
}: Pick<ReviewRecord, 'old' | 'new'>): string {
  const compared = plural(fresh.operations, 'operation')
  const leftOut = Math.max(old.leftOut, fresh.leftOut)
  return leftOut === 0
    ? compared
    : `${compared}; ${leftOut} others are not: --paths / compares all`
}
