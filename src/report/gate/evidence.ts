/** The evidence of a cause: one call that shows it, and the same call of the
 * other parties. */
import type { WhoseCall } from '../../gate/found.ts'
import type { Cause } from './causes.ts'

export type Shown = {
  readonly release: WhoseCall
  readonly baseline?: WhoseCall
  readonly control?: WhoseCall
}

export type CallsById = ReadonlyMap<string, readonly WhoseCall[]>

export function byId(calls: readonly WhoseCall[]): CallsById {
  const all = new Map<string, WhoseCall[]>()
  for (const call of calls) {
    const same = all.get(call.id) ?? []
    same.push(call)
    all.set(call.id, same)
  }
  return all
}

/** The shortest call: it is the easiest to read. Those under a condition lead,
 * as they depend on nothing else. */
export function shownFor(
  { findings }: Cause,
  calls: CallsById,
): Shown | undefined {
  const candidates = findings
    .flatMap((finding) => finding.calls)
    .flatMap((id) => calls.get(id) ?? [])
    .filter(({ who }) => who === 'release')
  const [release] = candidates.toSorted(
    (left, right) =>
      Number(left.condition === undefined) -
        Number(right.condition === undefined) ||
      lengthOf(left) - lengthOf(right),
  )
  if (!release) return undefined
  const same = calls.get(release.id) ?? []
  const baseline = same.find(({ who }) => who === 'baseline')
  const control = same.find(({ who }) => who === 'control')
  return {
    release,
    ...(baseline && { baseline }),
    ...(control && { control }),
  }
}

function lengthOf({ wire, handed }: WhoseCall): number {
  return JSON.stringify([wire, handed]).length
}
