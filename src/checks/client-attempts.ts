/** Client attempts: does a client send a request again only where that does no
 * harm? */
import { isDeepStrictEqual } from 'node:util'
import type { Codes } from '../model/catalog.ts'
import { isCreating } from '../model/creating.ts'
import type { Exchange } from '../model/exchange.ts'
import { headerOf, isSuccess } from '../model/exchange.ts'
import { plural } from '../model/plural.ts'
import { nothingFound } from './check.ts'
import type { CheckResult } from './check.ts'
import type { ClientCheck, ClientJudgement } from './client-judgement.ts'
import { findingOf } from './finding.ts'

export const codes = {
  'sdk-call-repeated': {
    class: 'sdk-risk',
    title: 'The SDK sends a request again that may have been carried out',
    hint: 'What it does may be done twice, such as a session that no caller knows of. Ask the SDK team to retry only what is safe to send twice.',
  },
  'sdk-wait-ignored': {
    class: 'sdk-note',
    title: 'The SDK does not wait as long as Retry-After asks',
    hint: 'It makes an overload worse, and the next request is rejected, too. Ask the SDK team to wait for it.',
  },
} as const satisfies Codes

const newFinding = findingOf(codes)

/** More attempts than this do harm to the API, whatever they ask for. */
const attemptsAtMost = 5

export const clientAttempts: ClientCheck = (judgement) => {
  const { own, exchanges } = judgement
  if (!own) return nothingFound
  const attempts = exchanges.filter((it) => isSame(it, own))
  if (attempts.length < 2) return nothingFound
  const why = harmOf(attempts, judgement)
  const repeated =
    why === undefined
      ? []
      : [
          newFinding(judgement, {
            code: 'sdk-call-repeated',
            at: 'attempts',
            expected: '1 attempt',
            received: `${plural(attempts.length, 'attempt')} ${why.text}`,
            key: why.key,
          }),
        ]
  const { findings } = waitsOf(attempts, judgement)
  return { findings: [...repeated, ...findings] }
}

function isSame({ request: one }: Exchange, { request: other }: Exchange) {
  return (
    one.method === other.method &&
    one.path === other.path &&
    one.body === other.body &&
    isDeepStrictEqual(one.query, other.query)
  )
}

type Harm = { readonly key: string; readonly text: string }

function harmOf(
  attempts: readonly Exchange[],
  { isRead, operation, parameters }: ClientJudgement,
): Harm | undefined {
  if (attempts.length > attemptsAtMost)
    return { key: 'many', text: 'for one call' }
  const earlier = attempts.slice(0, -1)
  if (isRead) return undefined
  if (earlier.some(isSuccess))
    return { key: 'after success', text: 'after a success' }
  const isUnsafe = operation.method === 'POST' || operation.method === 'PATCH'
  // Without a key, each create makes another session.
  const isNew = isCreating(operation) && !parameters.user_identifier_key
  if (!isUnsafe && !isNew) return undefined
  const unclear = earlier.find(isUnclear)
  if (!unclear) return undefined
  return unclear.result.kind === 'reply'
    ? { key: '5xx', text: 'after a server error' }
    : { key: 'lost', text: 'after a response that was lost' }
}

/** The request may have been carried out all the same. */
function isUnclear({ result }: Exchange): boolean {
  return result.kind === 'reply'
    ? result.status >= 500
    : !['refused', 'unresolved', 'tls', 'limit'].includes(result.reason)
}

function waitsOf(
  attempts: readonly Exchange[],
  judgement: ClientJudgement,
): CheckResult {
  const short = attempts.slice(1).find((next, index) => {
    const before = attempts[index]
    if (before?.result.kind !== 'reply') return false
    const wanted = Number(headerOf(before.result.headers, 'retry-after'))
    const end = before.startedAtMs + before.durationMs
    return wanted > 0 && next.startedAtMs - end < wanted * 1000 - toleranceMs
  })
  if (!short) return nothingFound
  return {
    findings: [
      newFinding(judgement, {
        code: 'sdk-wait-ignored',
        at: 'attempts',
        expected: 'a wait as long as Retry-After asks',
        received: 'a shorter wait',
      }),
    ],
  }
}

const toleranceMs = 100
