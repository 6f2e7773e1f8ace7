/** Renamed: is an undocumented property an optional one under another name?
 *
 * Then the documented one is missing, and the undocumented one holds what the
 * request or an earlier response gave as its value. */
import { isDeepStrictEqual } from 'node:util'
import type { Violation } from '../model/contract.ts'
import { objectOr } from '../model/json.ts'
import { renderPath } from '../model/path.ts'
import { documentedPlacesOf } from './documented-places.ts'
import type { ReplyJudgement } from './judgement.ts'
import { placeOf } from './leaves.ts'
import { parametersOf } from './request-parameters.ts'

/** @param others of the same body: a required property that is missing is found
 * already.
 * @returns the documented name. */
export function renamedFrom(
  { path }: Violation,
  {
    judgement,
    others,
  }: {
    readonly judgement: ReplyJudgement
    readonly others: readonly Violation[]
  },
): string | undefined {
  const { json, exchange, seen } = judgement
  if (json.kind !== 'json') return undefined
  const parent = objectOr(
    path
      .slice(0, -1)
      .reduce<unknown>((at, step) => Object(at)[step], json.value),
  )
  const value = parent[String(path.at(-1))]
  if (!isTelling(value)) return undefined
  const id = parent.client_session_id
  const sent = parametersOf(exchange.request)
  const before = typeof id === 'string' ? seen?.sessionOf(id) : undefined
  const required = new Set(
    others
      .filter(({ kind }) => kind === 'required-missing')
      .map(({ at }) => at),
  )
  const prefix = `${placeOf(path.slice(0, -1))}.`
  return [...documentedPlacesOf(judgement)]
    .filter((place) => place.startsWith(prefix))
    .map((place) => place.slice(prefix.length))
    .find(
      (name) =>
        !/[.[]/.test(name) &&
        !(name in parent) &&
        !required.has(renderPath([...path.slice(0, -1), name])) &&
        [sent[name], before?.[name]].some((it) => isDeepStrictEqual(it, value)),
    )
}

/** Other values may be equal by chance. */
function isTelling(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0
  return typeof value === 'string' && value.length > 3
}
