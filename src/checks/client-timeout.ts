/** Client timeout: does a client stop to wait where no response comes? */
import type { Codes } from '../model/catalog.ts'
import type { Exchange } from '../model/exchange.ts'
import { nothingFound } from './check.ts'
import type { ClientCheck } from './client-judgement.ts'
import { findingOf } from './finding.ts'

export const codes = {
  'sdk-timeout-missing': {
    class: 'sdk-risk',
    title: 'The SDK waits for a response without an end',
    hint: 'One connection that hangs blocks its caller for ever. Ask the SDK team for a time-out by default, such as 30 s.',
  },
} as const satisfies Codes

const newFinding = findingOf(codes)

/** A time-out of 30 s, and some time for a busy machine. */
export const longestWaitMs = 35_000

/** What the client does after our own end of the wait says nothing. */
export const clientTimeout: ClientCheck = (judgement) => {
  const { exchanges, longestWaitMs: longestMs = longestWaitMs } = judgement
  if (!exchanges.some((it) => isWaitedOut(it, longestMs))) return nothingFound
  return {
    findings: [
      newFinding(judgement, {
        code: 'sdk-timeout-missing',
        at: 'call',
        expected: 'an end of the wait',
        received: `still waiting after ${longestMs / 1000} s`,
      }),
    ],
    leaves: 'nothing',
  }
}

function isWaitedOut(
  { result, durationMs, isEndedByClient }: Exchange,
  longestMs: number,
): boolean {
  return (
    result.kind === 'no-reply' &&
    result.reason === 'timeout' &&
    durationMs >= longestMs &&
    !isEndedByClient
  )
}
