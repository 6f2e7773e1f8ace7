/** Disclosure: does an error reveal what no outsider should read?
 *
 * A stack trace helps an attacker, and a credential that is sent back ends up in
 * the logs of every client. */
import type { Codes } from '../model/catalog.ts'
import type { Finding } from '../model/finding.ts'
import { holds } from '../secrets/holds.ts'
import { credentialsIn } from '../secrets/headers.ts'
import { nothingFound } from './check.ts'
import type { Check } from './check.ts'
import { findingOf } from './finding.ts'
import type { ReplyJudgement } from './judgement.ts'

const codes = {
  'error-trace-shown': {
    class: 'expectation',
    title: 'An error shows a stack trace',
    hint: "It shows outsiders how the server is built. Ask the API team to keep it in the server's own log, under the request id.",
  },
  'error-credential-echoed': {
    class: 'expectation',
    title: 'An error repeats the credential that was sent',
    hint: 'It ends up in the logs of clients and proxies. Ask the API team to remove it from the message, then renew each credential that was repeated.',
  },
} as const satisfies Codes

const newFinding = findingOf(codes)

/** A line of a stack trace, as each runtime writes it; quotes and newlines may
 * be escaped, as inside a JSON text. Each pattern starts at its rarest part and
 * reads the rest of the line backwards, so that no body takes long. */
const traces: readonly RegExp[] = [
  /\.[cm]?[jt]sx?:\d+:\d+(?<=([^\s"'(\\]*))/, // V8: /app/get.js:12:34
  /\bnode:[\w/]+:\d+:\d+/,
  /Traceback \(most recent call last\)/, // Python
  /\([\w$]+\.(?:java|kt|scala):\d+\)/,
  /\.rb:\d+:in\b(?<=([^\s"'(\\]*))/,
  /#\d+ [^\s"\\]+\.php\(\d+\)/,
  /\bgoroutine \d+ \[/,
  /\.cs:line \d+(?<=(\S+ \d+))/,
]

export const disclosure: Check = {
  codes,
  needs: 'body',
  check: (judgement) =>
    judgement.reply.status < 400
      ? nothingFound
      : { findings: [...traceIn(judgement), ...echoIn(judgement)] },
}

function traceIn(judgement: ReplyJudgement): readonly Finding[] {
  const { body } = judgement.reply
  // The last group is the whole line, where the pattern has a group.
  const [line] = traces.flatMap((trace) => trace.exec(body)?.slice(-1) ?? [])
  if (line === undefined) return []
  const finding = newFinding(judgement, {
    code: 'error-trace-shown',
    at: 'body',
    expected: 'no stack trace',
    received: `a stack trace, with ${JSON.stringify(line)}`,
  })
  return [finding]
}

function echoIn(judgement: ReplyJudgement): readonly Finding[] {
  const { exchange, reply } = judgement
  const echoed = credentialsIn(exchange.request).find(([, credential]) =>
    holds(reply.body, [credential]),
  )
  if (!echoed) return []
  const [header, credential] = echoed
  const isPlain = reply.body.includes(credential)
  const finding = newFinding(judgement, {
    code: 'error-credential-echoed',
    at: 'body',
    expected: `no part of the header ${header}`,
    received: isPlain ? 'its credential' : 'its credential, encoded',
  })
  return [finding]
}
