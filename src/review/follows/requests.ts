/** Asks recorded requests about a change of what an operation accepts: requests
 * that one contract allows and the other does not, and how the API answered. */
import { plural } from '../../model/plural.ts'
import type { Difference } from '../difference.ts'
import type { MemberDelta } from '../schemas/delta.ts'
import type { Side, Signs } from './answer.ts'
import type { Evidence, Seen } from './evidence.ts'
import type { Fits } from './fits.ts'
import { holds, sentAt, wasAccepted } from './sent.ts'

type Context = { readonly evidence: Evidence; readonly fits: Fits }

/** Undefined where no request shows anything. */
export function askRequests(
  differences: readonly Difference[],
  context: Context,
): Signs | undefined {
  const counts = new Map<string, number>()
  const strong = { old: 0, new: 0 }
  for (const difference of differences)
    for (const seen of context.evidence.of(difference.operation)) {
      const allowedBy = onlyAllowedBy(seen, { difference, fits: context.fits })
      const isAccepted = wasAccepted(seen, difference)
      if (allowedBy === undefined || isAccepted === undefined) continue
      const shown = isAccepted ? allowedBy : otherThan(allowedBy)
      strong[shown]++
      const words = `${isAccepted ? 'accepted' : 'rejected'} that only the ${allowedBy} contract allows`
      counts.set(words, (counts.get(words) ?? 0) + 1)
    }
  if (counts.size === 0) return undefined
  const words = [...counts].map(
    ([text, count]) => `${plural(count, 'request')} ${text}`,
  )
  return { strong, weak: 0, stricter: 'both', words: words.join(', ') }
}

function otherThan(side: Side): Side {
  return side === 'old' ? 'new' : 'old'
}

/** Undefined where both contracts treat the request alike here. */
function onlyAllowedBy(
  seen: Seen,
  {
    difference,
    fits,
  }: { readonly difference: Difference; readonly fits: Fits },
): Side | undefined {
  const { delta, route = [] } = difference
  if (!delta) return undefined
  if (delta.kind === 'member') {
    const isThere = holds(seen, { delta, route })
    return isThere === undefined ? undefined : allowedWith(isThere, delta)
  }
  const pairing = route.at(-1)?.pairing
  if (!pairing) return undefined
  for (const readings of sentAt(seen, route)) {
    const all = readings.flatMap(
      (value) => fits(value, { delta, pairing }) ?? [],
    )
    // A text that is no number is no reading of a parameter that is one.
    const fitting = all.length > 1 ? all.filter((it) => it.isValid) : all
    const isOld = fitting.some((it) => it.old)
    const isNew = fitting.some((it) => it.new)
    if (isOld !== isNew) return isOld ? 'old' : 'new'
  }
  return undefined
}

/** An API may ignore a name that its contract does not have: only where names
 * are closed does one contract refuse it. */
function allowedWith(
  isThere: boolean,
  { of, event, isRequired, isClosed }: MemberDelta,
): Side | undefined {
  const isRefused = isClosed || of === 'content-type'
  switch (event) {
    case 'new':
      if (isThere) return isRefused ? 'new' : undefined
      return isRequired ? 'old' : undefined
    case 'removed':
      return isThere && isRefused ? 'old' : undefined
    case 'became-required':
      return isThere ? undefined : 'old'
    case 'became-optional':
      return isThere ? undefined : 'new'
    default:
      return undefined
  }
}
