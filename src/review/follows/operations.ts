/** Asks recorded exchanges about operations, credentials and servers. */
import { isRefusal } from '../../model/exchange.ts'
import { objectOr } from '../../model/json.ts'
import { plural } from '../../model/plural.ts'
import type { Code } from '../codes/codes.ts'
import type { Difference } from '../difference.ts'
import type { Side, Signs } from './answer.ts'
import type { Evidence, Seen } from './evidence.ts'

/** A question that one reply answers. */
type Question = {
  /** Undefined where the exchange does not tell. */
  readonly isYes: (seen: Seen, difference: Difference) => boolean | undefined
  /** What a yes shows; a no shows the other contract. */
  readonly yes: Side
  readonly words: readonly [yes: string, no: string]
}

const served = (yes: Side): Question => ({
  isYes: isServed,
  yes,
  words: ['served', 'answered with 404 or 405'],
})

const accepted = (
  yes: Side,
  nameOf: (difference: Difference) => string = ({ at }) => at,
): Question => ({
  isYes: (seen, difference) => isAccepted(seen, nameOf(difference)),
  yes,
  words: ['accepted', 'rejected'],
})

const withNone = (yes: Side): Question => accepted(yes, () => 'none')

/** Only a run against the URL tells. */
const servedBy = (yes: Side): Question => ({
  isYes: (seen, { before, after }) => {
    const { endpoint } = seen.run
    if (![before, after].includes(endpoint) || !isServed(seen)) return undefined
    return endpoint === (yes === 'old' ? before : after)
  },
  yes,
  words: [`served by the ${yes} URL`, 'served by the other URL'],
})

const questions: Readonly<Partial<Record<Code, Question>>> = {
  'operation-removed': served('old'),
  'operation-new': served('new'),
  'auth-alternative-removed': accepted('old'),
  'auth-combined': accepted('old'),
  'auth-alternative-new': accepted('new'),
  'auth-demanded': withNone('old'),
  'auth-opened': withNone('new'),
  'server-removed': servedBy('old'),
  'server-changed': servedBy('old'),
  'server-new': servedBy('new'),
}

/** Undefined where no exchange tells. */
export function askOperations(
  differences: readonly Difference[],
  evidence: Evidence,
): Signs | undefined {
  const [first] = differences
  const question = first && questions[first.code]
  if (!question) return undefined
  const { isYes, yes, words } = question
  const answers = differences.flatMap((difference) =>
    evidence
      .of(difference.operation)
      .flatMap((seen) => isYes(seen, difference) ?? []),
  )
  const count = answers.filter((it) => it).length
  const rest = answers.length - count
  if (answers.length === 0) return undefined
  return {
    strong:
      yes === 'old' ? { old: count, new: rest } : { old: rest, new: count },
    weak: 0,
    stricter: 'both',
    words: [
      ...(count > 0 ? [`${plural(count, 'request')} ${words[0]}`] : []),
      ...(rest > 0 ? [`${plural(rest, 'request')} ${words[1]}`] : []),
    ].join(', '),
  }
}

/** A bare 404 says that nothing is served there; the API's own error may be
 * about what the request names. */
function isServed({ reply: { status }, received }: Seen): boolean | undefined {
  if (status >= 500 || isRefusal(status)) return undefined
  if (status === 405) return false
  if (status !== 404) return true
  const { type } = objectOr(objectOr(received())['error'])
  return /\w_not_found$/.test(String(type))
}

/** Not of a request that had to be rejected for another reason: its token was
 * revoked, say. */
function isAccepted(
  { exchange: { credential, isListed, isProbe }, reply: { status } }: Seen,
  name: string,
): boolean | undefined {
  if (credential !== name || (isListed && isProbe)) return undefined
  if (isRefusal(status)) return false
  return status < 300 ? true : undefined
}
