/** Disclosure: does an error tell what nobody outside should read?
 *
 * Where in the server's code it arose helps whoever attacks it, and a
 * credential that is sent back ends up in the logs of every client. */
import type { Finding } from '../finding.ts'
import { credentialsIn, formsOf } from '../redact.ts'
import { findingOf } from './judgement.ts'
import type { ReplyJudgement } from './judgement.ts'

/** A line of a stack trace, as each runtime writes it; quotes and newlines may
 * be escaped, as inside a JSON text. */
const traces: readonly RegExp[] = [
  /[^\s"'(\\]*\.[cm]?[jt]sx?:\d+:\d+/, // V8: /app/get.js:12:34
  /\bnode:[\w/]+:\d+:\d+/,
  /Traceback \(most recent call last\)/, // Python
  /\([\w$]+\.(?:java|kt|scala):\d+\)/,
  /[^\s"'(\\]*\.rb:\d+:in\b/,
  /#\d+ [^\s"\\]+\.php\(\d+\)/,
  /\bgoroutine \d+ \[/,
  /\S+\.cs:line \d+/,
]

export function checkDisclosure(judgement: ReplyJudgement): readonly Finding[] {
  const { reply } = judgement
  if (reply.status < 400) return []
  return [...traceIn(judgement), ...echoIn(judgement)]
}

function traceIn(judgement: ReplyJudgement): readonly Finding[] {
  const { body } = judgement.reply
  const [line] = traces.flatMap((trace) => trace.exec(body) ?? [])
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
    [...formsOf(credential)].some((form) => reply.body.includes(form)),
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
