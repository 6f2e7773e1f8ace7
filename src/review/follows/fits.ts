/** Whether a received or sent value fits a rule of each contract. */
import type { JsonValue } from '../../model/contract.ts'
import type { RuleDelta, Side } from '../schemas/delta.ts'
import type { Both, Documents, Pairing } from '../schemas/pairing.ts'
import { createJudge, type Broken, type SchemaJudge } from '../witness/judge.ts'
import { wordsOf } from '../witness/words.ts'

/** Whether the rule that changed allows the value. */
export type Fit = Both<boolean> & {
  /** One of the contracts allows it altogether. */
  readonly isValid: boolean
}

/** Undefined where a schema cannot be compiled, or where the value was
 * redacted. */
export type Fits = (
  value: JsonValue,
  place: { readonly delta: RuleDelta; readonly pairing: Pairing },
) => Fit | undefined

const redacted = /\[secret|\[redacted|\$SEAM/

export function createFits(documents: Documents): Fits {
  const judges = new Map<string, SchemaJudge>()
  const judgeOf = (which: 'old' | 'new', side: Side): SchemaJudge => {
    const key = `${which} ${side}`
    const judge = judges.get(key) ?? createJudge(documents[which], side)
    judges.set(key, judge)
    return judge
  }
  return (value, { delta, pairing }) => {
    if (typeof value === 'string' && redacted.test(value)) return undefined
    const breaksOf = (which: 'old' | 'new') => {
      const all = judgeOf(which, pairing.side)(pairing[which], value)
      const own = all.filter((one) => isOf(one, { delta, pairing, which }))
      return { all, own }
    }
    try {
      const [old, fresh] = [breaksOf('old'), breaksOf('new')]
      return {
        old: old.own.length === 0,
        new: fresh.own.length === 0,
        isValid: old.all.length === 0 || fresh.all.length === 0,
      }
    } catch {
      return undefined // its pairing is among what was not compared
    }
  }
}

/** Whether a broken rule is the one that changed, and not one of a place below
 * it. */
function isOf(
  { keyword, rule }: Broken,
  {
    delta,
    pairing,
    which,
  }: {
    readonly delta: RuleDelta
    readonly pairing: Pairing
    readonly which: 'old' | 'new'
  },
): boolean {
  if (!wordsOf[delta.aspect].includes(keyword)) return false
  const homes = [...pairing[which], delta[which]]
  const home = homes.find((pointer) => rule.startsWith(pointer))
  return (
    home === undefined ||
    !/\/(?:properties\/|items|additionalProperties\/)/.test(
      rule.slice(home.length),
    )
  )
}
