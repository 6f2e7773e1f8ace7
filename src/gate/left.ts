/** What the parties left at a real API: the gate never says yes beside it. */
import type { Swept } from '../model/swept.ts'
import { nothingTried } from './found.ts'
import type { Tried } from './found.ts'

export function leftIn({ items }: Swept): Tried {
  const notJudged = items
    .filter(({ fault, status }) => fault ?? status === 'left')
    .map(({ what, reason = 'it may be there still' }) => ({
      what,
      reason,
      fix: 'run npx seamwatch sweep with the same target, and look there',
    }))
  return { ...nothingTried, notJudged }
}
