/** The judges of both contracts, for both sides of an exchange. */
import type { Side } from '../schemas/delta.ts'
import type { Documents } from '../schemas/pairing.ts'
import { createJudge, type SchemaJudge } from './judge.ts'

export type JudgeOf = (which: 'old' | 'new', side: Side) => SchemaJudge

/** Each is made once. */
export function createJudges(documents: Documents): JudgeOf {
  const judges = new Map<string, SchemaJudge>()
  return (which, side) => {
    const key = `${which} ${side}`
    const judge = judges.get(key) ?? createJudge(documents[which], side)
    judges.set(key, judge)
    return judge
  }
}
