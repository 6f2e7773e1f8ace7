/** Asks recorded replies about a change of the values that an operation
 * returns. */
import { headerOf } from '../../model/exchange.ts'
import type { Difference, Link } from '../difference.ts'
import type { RuleDelta } from '../schemas/delta.ts'
import type { Side, Signs } from './answer.ts'
import type { Evidence, Seen } from './evidence.ts'
import type { Fits } from './fits.ts'
import { identityOf, valuesAt, type Found } from './places.ts'

/** Undefined where no reply holds such a value. */
export function askValues(
  differences: readonly Difference[],
  { evidence, fits }: { readonly evidence: Evidence; readonly fits: Fits },
): Signs | undefined {
  const counted = new Set<string>()
  const count = { all: 0, old: 0, new: 0, both: 0 }
  for (const { delta, route = [], operation, component } of differences) {
    const pairing = route.at(-1)?.pairing
    if (delta?.kind !== 'rule' || !pairing) continue
    for (const seen of repliesOf({ operation, route }, evidence))
      for (const { value, owner } of valuesIn(seen, route)) {
        const key = `${identityOf(owner, component)} ${JSON.stringify(value)}`
        if (counted.has(key)) continue
        const fit = fits(value, { delta, pairing })
        if (!fit) continue
        counted.add(key)
        count.all++
        if (fit.old) count.old++
        if (fit.new) count.new++
        if (fit.old && fit.new) count.both++
      }
  }
  const { all, both } = count
  if (all === 0) return undefined
  const [{ delta } = {}] = differences
  return {
    strong: { old: count.old - both, new: count.new - both },
    weak: both,
    stricter: delta?.kind === 'rule' ? stricterOf(delta) : 'both',
    words: `${count.old} of ${all} values fit the old contract, ${count.new} the new one`,
  }
}

function stricterOf({ relation }: RuleDelta): Side | 'both' {
  if (relation === 'narrower') return 'new'
  return relation === 'wider' ? 'old' : 'both'
}

/** Of the status that the place belongs to; of any where the contract shares a
 * response among statuses. */
export function repliesOf(
  {
    operation,
    route,
  }: { readonly operation: string; readonly route: readonly Link[] },
  evidence: Evidence,
): readonly Seen[] {
  const [top] = route
  const pointer = top?.pairing.old[0] ?? top?.pairing.new[0] ?? ''
  const status = /\/responses\/([1-5](?:\d\d|XX))\//i.exec(pointer)?.[1]
  return evidence
    .of(operation)
    .filter(
      ({ reply }) => status === undefined || isStatus(reply.status, status),
    )
}

/** `200` or `4XX`. */
export function isStatus(status: number, key: string): boolean {
  return new RegExp(`^${key.replaceAll(/x/gi, '\\d')}$`).test(String(status))
}

/** The first link leads to the body or to a header. */
export function valuesIn(
  { reply, received }: Seen,
  [top, ...below]: readonly Link[],
): readonly Found[] {
  const name = /^header (.+)$/.exec(top?.step ?? '')?.[1]
  if (name !== undefined) {
    const value = headerOf(reply.headers, name)
    return value === undefined ? [] : [{ value, owner: value }]
  }
  const body = received()
  return body === undefined ? [] : valuesAt(body, below)
}
