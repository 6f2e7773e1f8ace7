/** A notice as a message of Slack. An incoming webhook takes no id: after a lost
 * response a message may stand twice, so it begins with the key of its cause. */
import type { ContextBlock, KnownBlock, SectionBlock } from '@slack/types'
import type { Channel } from '../policy.ts'
import type { Payload, PayloadFinding } from './payload.ts'
import { factsOf, headlineOf } from './headline.ts'
import type { HttpRequest } from './request.ts'

export type SlackMessage = { text: string; blocks: KnownBlock[] }

/** Slack takes no longer section. */
const longest = 3000
const marks = { page: ':red_circle:', low: ':large_orange_circle:' }

export function slackRequest(
  { url }: Extract<Channel, { readonly kind: 'slack' }>,
  { payload }: { readonly payload: Payload },
): HttpRequest {
  return {
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(slackMessage(payload)),
  }
}

export function slackMessage(payload: Payload): SlackMessage {
  const { key, title, why, hint, kind, urgency, findings, more, id } = payload
  const isOver = kind === 'recovered'
  const mark = isOver ? ':large_green_circle:' : marks[urgency]
  const headline = headlineOf(payload)
  const left = more > 0 ? [`_${more} more_`] : []
  return {
    text: cut(escaped(`${key}: ${headline}`), longest),
    blocks: [
      section([
        `${code(key)}`,
        `${mark} *${escaped(headline)}*`,
        escaped(title),
      ]),
      section([
        escaped(`Why: ${why}.`),
        ...(isOver || hint === '' ? [] : [escaped(`What to do: ${hint}`)]),
      ]),
      // Those that are over are quoted.
      ...findings.map((finding) => section(findingLines(finding, isOver))),
      context([
        ...left,
        ...factsOf(payload).map(escaped),
        `notice: ${id.slice(0, 8)}`,
        ...linkOf(payload),
      ]),
    ],
  }
}

function findingLines(
  { code: name, operation, at, expected, received, requestId }: PayloadFinding,
  isOver: boolean,
): readonly string[] {
  const lines = [
    `*${escaped(name)}* · ${escaped(operation)} · ${code(at)}`,
    `expected ${code(expected)}`,
    `received ${code(received)}`,
    ...(requestId === undefined ? [] : [`request ${code(requestId)}`]),
  ]
  return isOver ? lines.map((line) => `> ${line}`) : lines
}

function linkOf({ run: { report } }: Payload): readonly string[] {
  const isLink = report !== undefined && /^https?:[^|<>\s]+$/.test(report)
  return isLink ? [`<${escaped(report)}|report>`] : []
}

function section(lines: readonly string[]): SectionBlock {
  const text = cut(lines.join('\n'), longest)
  return { type: 'section', text: { type: 'mrkdwn', text } }
}

function context(parts: readonly string[]): ContextBlock {
  const text = cut(parts.join(' · '), longest)
  return { type: 'context', elements: [{ type: 'mrkdwn', text }] }
}

/** Slack reads these three as markup: `<!channel>` would ring everybody. */
function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}

function code(text: string): string {
  return `\`${escaped(text).replaceAll('`', "'")}\``
}

/** Never within an escape or a character. */
function cut(text: string, limit: number): string {
  if (text.length <= limit) return text
  const kept = text.slice(0, limit - 1)
  return `${kept.replace(/(?:&[a-z]*|[\ud800-\udbff])$/, '')}…`
}
