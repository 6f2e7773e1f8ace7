/** Scenarios that a new contract breaks: calls that it refuses, and places of a
 * response that it no longer documents. */
import type { Contract } from '../../model/contract.ts'
import { renderPlace } from '../../model/problem.ts'
import type { Source } from '../../scenario/parse/source.ts'
import type { Change } from '../roots.ts'
import type { Both } from '../schemas/pairing.ts'
import { breaksOf, halfOf, type Break } from './breaks.ts'
import { callsIn, type ScenarioCall } from './calls.ts'

export type ScenarioHit = { readonly id: string; readonly place: string }

export type BrokenCall = {
  readonly call: ScenarioCall
  readonly breaks: readonly Break[]
}

/** Calls that fit the old contract, and not the new one. */
export function brokenCalls(
  sources: readonly Source[],
  contracts: Both<Contract>,
): readonly BrokenCall[] {
  const halves = { old: halfOf(contracts.old), new: halfOf(contracts.new) }
  return callsIn(sources, contracts.old)
    .map((call) => ({ call, breaks: breaksOf(call, halves) }))
    .filter(({ breaks }) => breaks.length > 0)
}

/** The hits of each change, by its fingerprint; each call once. */
export function scenarioHits(
  broken: readonly BrokenCall[],
  changes: readonly Change[],
): ReadonlyMap<string, readonly ScenarioHit[]> {
  const given = new Map<string, Map<string, ScenarioHit>>()
  for (const { call, breaks } of broken)
    for (const one of breaks) {
      const place = renderPlace(call.place)
      for (const { fingerprint } of causesOf(one, changes)) {
        const hits = given.get(fingerprint) ?? new Map<string, ScenarioHit>()
        hits.set(place, { id: call.scenario, place })
        given.set(fingerprint, hits)
      }
    }
  return new Map([...given].map(([key, hits]) => [key, [...hits.values()]]))
}

/** What no change explains belongs to the worst one of its operation. */
function causesOf(one: Break, changes: readonly Change[]): readonly Change[] {
  const near = changes.filter(({ operations }) =>
    operations.includes(one.operation),
  )
  const exact = near.filter((change) => explains(change, one))
  return exact.length > 0 ? exact : near.slice(0, 1)
}

function explains(change: Change, { about, name, pointers }: Break): boolean {
  const { code, side, at } = change
  if (about === 'operation') return code === 'operation-removed'
  if (about === 'credential') return code.startsWith('auth-')
  const isOnTheWay = [change.old, change.new].some((it) =>
    pointers.includes(it),
  )
  if (isOnTheWay) return true
  return about === 'request' && side === 'request' && firstName(at) === name
}

/** `tags` of `tags[].name`. */
function firstName(at: string): string | undefined {
  return at.split(/[.[]/)[0]
}
