/** Disclosure: does an error tell what nobody outside should read?
 *
 * Where in the server's code it arose helps whoever attacks it, and a
 * credential that is sent back ends up in the logs of every client. */
import type { Finding } from '../model/finding.ts'
import { holds } from '../secrets/encodings.ts'
import { credentialsIn } from '../secrets/headers.ts'
import { findingOf } from './judgement.ts'
import type { ReplyJudgement } from './judgement.ts'

/** A line of a stack trace, as each runtime writes it; quotes and newlines may
 * be escaped, as inside a JSON text. Where more of the line comes before what
 * tells it, that is looked for afterwards and backwards: so no body takes long. */
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

export function checkDisclosure(judgement: ReplyJudgement): readonly Finding[] {
  const { reply } = judgement
  if (reply.status < 400) return []
  return [...traceIn(judgement), ...echoIn(judgement)]
}

function traceIn(judgement: ReplyJudgement): readonly Finding[] {
  const { body } = judgement.reply
  // The whole line is the last group, where there is one.
  const [line] = traces.flatMap((trace) => trace.exec(body)?.slice(-1) ?? [])
  if (line === undefined) return []
  const finding = findingOf(judgement, 'error-trace-shown', {
    at: 'body',
    expected: 'no stack trace',
    received: `a stack trace, with ${JSON.stringify(line)}`,
  })
  return [finding]
}

function echoIn(judgement: ReplyJudgement): readonly Finding[] {
  const { exchange, reply } = judgement
  const echoed = credentialsIn(exchange.request).find(([, credential]) =>
    holds(reply.body, credential),
  )
  if (!echoed) return []
  const [header, credential] = echoed
  const isPlain = reply.body.includes(credential)
  const finding = findingOf(judgement, 'error-credential-echoed', {
    at: 'body',
    expected: `nothing of the header ${header}`,
    received: isPlain ? 'its credential' : 'its credential, encoded',
  })
  return [finding]
}
