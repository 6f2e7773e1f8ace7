/** Refusals that no rule explains, as differences of their operations. */
import { locate } from '../contract/document/refs.ts'
import type { JsonObject } from '../model/contract.ts'
import { groupBy } from '../model/group-by.ts'
import { resolvePointer } from '../model/json-pointer.ts'
import { objectOr } from '../model/json.ts'
import type { Difference } from './difference.ts'
import { placeInComponent } from './place.ts'
import type { Comparison } from './schemas/compare.ts'
import type { Spot } from './schemas/alternative.ts'
import type { Pairing } from './schemas/pairing.ts'
import { embed } from './witness/embed.ts'
import type { JudgeOf } from './witness/judges.ts'
import { makingOf } from './witness/making.ts'
import {
  findUnexplained,
  mayHide,
  type Refusal,
} from './witness/unexplained.ts'
import type { Visit } from './walk.ts'

type Context = { readonly comparison: Comparison; readonly judgeOf: JudgeOf }

/** More pairs of schemas are not tried: each is compiled, which takes long. */
const mostTried = 500

/** Each pair of schemas is tried once, whatever uses it. */
export function findRefusals(
  visits: readonly Visit[],
  context: Context,
): readonly Difference[] {
  const known = new Map<Pairing, Refusal | undefined>()
  const find = (pairing: Pairing, search: () => Refusal | undefined) => {
    if (!known.has(pairing)) known.set(pairing, search())
    return known.get(pairing)
  }
  const { comparison } = context
  let tried = 0
  const make = (pairing: Pairing) =>
    mayHide(pairing, comparison) && ++tried <= mostTried
      ? findUnexplained(pairing, context)
      : undefined
  const found = visits.flatMap((visit) => {
    const refusal = find(visit.pairing, () => {
      const target = withoutReferences(visit.pairing, comparison)
      return target === visit.pairing
        ? make(target)
        : find(target, () => make(target))
    })
    return refusal ? [{ visit, refusal }] : []
  })
  const byRule = groupBy(found, ({ visit, refusal }) =>
    JSON.stringify([visit.operation, visit.pairing.side, refusal.rule]),
  )
  return [...byRule.values()]
    .flatMap(innermost)
    .map(({ visit, refusal }) => differenceOf(visit, { refusal, context }))
}

type Seen = { readonly visit: Visit; readonly refusal: Refusal }

/** What refuses a part refuses all that holds it: one root cause. */
function innermost(group: readonly Seen[]): readonly Seen[] {
  const depth = Math.max(...group.map(({ visit }) => visit.route.length))
  return group.filter(({ visit }) => visit.route.length === depth)
}

/** What many places refer to is tried once. */
function withoutReferences(
  { side, old, new: fresh }: Pairing,
  { documents, pair }: Comparison,
): Pairing {
  return pair({
    side,
    old: targetsOf(documents.old, old),
    new: targetsOf(documents.new, fresh),
  })
}

function targetsOf(document: JsonObject, spot: Spot): Spot {
  try {
    return spot.map((pointer) => {
      const node = objectOr(resolvePointer(document, pointer))
      const isReference = '$ref' in node && node['nullable'] !== true
      return isReference ? locate(document, pointer).pointer : pointer
    })
  } catch {
    return spot // a reference without a target, which is not compared
  }
}

function differenceOf(
  { pairing, at, route, operation }: Visit,
  {
    refusal,
    context,
  }: { readonly refusal: Refusal; readonly context: Context },
): Difference {
  const { side, old, new: fresh } = pairing
  const { value, keyword, rule } = refusal
  const isRequest = side === 'request'
  const refused = `the example is refused, by the rule ${keyword}`
  const allowed = 'the example is allowed'
  const { documents } = context.comparison
  const written = [
    ...old.map((pointer) => locate(documents.old, pointer)),
    ...fresh.map((pointer) => locate(documents.new, pointer)),
  ].map(({ pointer }) => placeInComponent(pointer))
  return {
    code: 'unexplained-refusal',
    who: isRequest ? 'caller' : 'reader',
    what: keyword,
    side,
    at: at || 'body',
    ...written.find((place) => place !== undefined),
    before: isRequest ? allowed : refused,
    after: isRequest ? refused : allowed,
    old: old[0] ?? '',
    new: fresh[0] ?? '',
    operation,
    route,
    witness: () => {
      const whole = embedded(value, { route, side, context })
      const part = whole === undefined ? at : route[0]?.step || 'body'
      return { part, value: whole ?? value, rule }
    },
  }
}

/** In the smallest exchange; undefined where none is found. */
function embedded(
  value: Refusal['value'],
  {
    route,
    side,
    context: { comparison, judgeOf },
  }: Pick<Visit, 'route'> &
    Pick<Pairing, 'side'> & { readonly context: Context },
) {
  const which = side === 'request' ? 'old' : 'new'
  const making = makingOf(comparison.shapes[which], {
    judge: judgeOf(which, side),
    side,
  })
  return embed(value, { route, which, making })
}
