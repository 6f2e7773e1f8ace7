/** A notice as an event of PagerDuty's Events API v2. */
import { createHash } from 'node:crypto'
import type { Channel } from '../policy.ts'
import type { Payload } from './payload.ts'
import { headlineOf } from './headline.ts'
import type { HttpRequest } from './request.ts'
import { within } from './published.ts'

const longestKey = 255
const longestSummary = 1024

export function pagerdutyRequest(
  { url, key }: Extract<Channel, { readonly kind: 'pagerduty' }>,
  { payload }: { readonly payload: Payload },
): HttpRequest {
  const event = { routing_key: key, ...eventOf(payload) }
  return {
    method: 'POST',
    url: within(url, '/v2/enqueue'),
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(event),
  }
}

function eventOf(payload: Payload) {
  const dedup_key = dedupKey(payload)
  if (payload.kind === 'recovered')
    return { event_action: 'resolve', dedup_key }
  const { target, severity, timestamp, run, title, key } = payload
  const { report } = run
  const summary = `${title} (${key}): ${headlineOf(payload)}`
  return {
    event_action: 'trigger',
    dedup_key,
    payload: {
      summary: cut(summary, longestSummary),
      source: target,
      severity,
      timestamp,
      ...(payload.owner !== undefined && { group: payload.owner }),
      class: payload.class ?? payload.kind,
      custom_details: payload,
    },
    client: 'Seamwatch',
    ...(report !== undefined && {
      links: [{ href: report, text: 'The report of the run' }],
    }),
  }
}

/** Of target and cause alone: whichever process sends it, a resolve finds its
 * trigger. */
export function dedupKey({
  target,
  key,
}: Pick<Payload, 'target' | 'key'>): string {
  const text = `seamwatch:${target}:${key}`
  if (text.length <= longestKey) return text
  return `seamwatch:${createHash('sha256').update(text).digest('hex')}`
}

function cut(text: string, limit: number): string {
  if (text.length <= limit) return text
  return `${text.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}…`
}
