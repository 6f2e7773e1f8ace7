/** No reply: did a complete response arrive? */
import type { Codes, FindingCode } from '../model/catalog.ts'
import type { NoReply, NoReplyReason } from '../model/exchange.ts'
import { nothingFound } from './check.ts'
import type { Check } from './check.ts'
import { codes as preflightCodes } from './cors-preflight.ts'
import { findingOf } from './finding.ts'

const codes = {
  'reply-missing': {
    class: 'outage',
    title: 'No response arrived',
    hint: 'Check that the endpoint is up and that this machine can reach it, then run again. If it still fails, call the API team.',
  },
  'reply-timed-out': {
    class: 'outage',
    title: 'The response did not arrive in time',
    hint: 'The endpoint is slow or hangs. Look at its status page, then run again. If it still fails, call the API team.',
  },
  'tls-refused': {
    class: 'outage',
    title: 'The TLS certificate was rejected',
    hint: 'Nothing was sent. Check the endpoint and the date of this machine. For certificates of your own, use --ca FILE; never switch verification off. If both are right, call the API team.',
  },
  'reply-too-large': {
    class: 'outage',
    title: 'The response is larger than the limit',
    hint: 'Seamwatch stopped reading it. Request the endpoint with curl to see what it sends, then call the API team.',
  },
  'reply-cut-off': {
    class: 'outage',
    title: 'The response ended before it was complete',
    hint: 'The connection was closed early; a proxy or a restart may be the cause. Run again. If it still fails, call the API team.',
  },
} as const satisfies Codes

const newFinding = findingOf({ ...codes, ...preflightCodes })

const codesByReason = {
  refused: 'reply-missing',
  unresolved: 'reply-missing',
  reset: 'reply-missing',
  malformed: 'reply-missing',
  blocked: 'cors-preflight-refused',
  limit: 'reply-missing',
  unknown: 'reply-missing',
  timeout: 'reply-timed-out',
  tls: 'tls-refused',
  'too-large': 'reply-too-large',
  'cut-off': 'reply-cut-off',
} as const satisfies Readonly<Record<NoReplyReason, FindingCode>>

const meanings: Readonly<Record<NoReplyReason, string>> = {
  refused: 'the connection was refused',
  unresolved: 'the host name is unknown',
  reset: 'the connection was reset',
  malformed: 'the answer is not HTTP',
  blocked: 'the browser blocked the request',
  limit: 'a limit of the run blocked the request',
  unknown: 'the connection failed',
  timeout: 'it was not complete in time',
  tls: 'the certificate was rejected',
  'too-large': 'it is larger than the limit',
  'cut-off': 'the connection ended inside the body',
}

function meaningOf({ reason, message }: NoReply): string {
  return /failed to decompress|CONTENT_DECODING/.test(message)
    ? 'the body is not packed as its content-encoding says'
    : meanings[reason]
}

export const noReply: Check = {
  codes,
  needs: 'exchange',
  check: (judgement) => {
    const { result, lookedAgain } = judgement.exchange
    if (result.kind === 'reply') return nothingFound
    const finding = newFinding(judgement, {
      code: codesByReason[result.reason],
      at: 'response',
      expected: 'a complete HTTP response',
      received: `none: ${meaningOf(result)} (${result.message})${lookedAgain === undefined ? '' : `; right after it, ${lookedAgain}`}`,
      key: result.reason,
    })
    return { findings: [finding], leaves: 'nothing' }
  },
}
