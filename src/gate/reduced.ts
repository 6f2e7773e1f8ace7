/** Reduced: what is tried with a client that cannot do all in time. A CLI needs a
 * process for each call: it gets the life of a session, and eight calls under
 * conditions. PHP itself rejects values of a wrong type, so no request shows
 * what the SDK does with them. */
import type { Operation } from '../model/contract.ts'
import type { Language } from '../model/language.ts'
import type { Case } from '../model/scenario.ts'
import type { Condition } from './condition.ts'
import { conditions } from './conditions.ts'

const ids: ReadonlySet<string> = new Set([
  'rejected',
  'invalid',
  'not-found',
  'server-error',
  'unavailable',
  'lost-once',
  'redirect',
  'without-key',
])

export type Tries = {
  readonly cases: readonly Case[]
  readonly conditions: readonly Condition[]
  readonly hasOperation: (operation: Operation) => boolean
}

export function triesOf(language: Language, cases: readonly Case[]): Tries {
  const hasTag = (tag: string) =>
    cases.filter(({ scenario }) => scenario.tags.includes(tag))
  if (language !== 'cli')
    return {
      cases: language === 'php' ? hasTag('gate') : cases,
      conditions,
      hasOperation: () => true,
    }
  return {
    cases: hasTag('lifecycle'),
    conditions: conditions.filter(({ id }) => ids.has(id)),
    hasOperation: ({ path }) => path.endsWith('/create'),
  }
}
