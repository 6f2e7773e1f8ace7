/** The heartbeat: pings a dead-man switch when a run starts and when it ends. If
 * none comes, the switch pages. A ping never throws, and never delays a run for
 * longer than its attempts take. */
import { createHash } from 'node:crypto'
import pRetry from 'p-retry'
import type { Clock } from '../../transport/clock.ts'
import { firstLineOf } from '../../model/thrown.ts'
import { createSecrets } from '../../secrets/redact.ts'
import type { Policy } from '../policy.ts'
import { NotTaken } from './request.ts'
import { attempt } from './send.ts'
import type { Fetch } from './send.ts'
import { secretsOf } from './secrets.ts'

/** `success`: the run was judged, whatever its verdict. */
export type Ping = 'start' | 'success' | 'fail'

export type Pinged = {
  readonly isSent: boolean
  /** Why not. Without the URL. */
  readonly message?: string
}

export type HeartbeatOptions = {
  readonly policy: Pick<Policy, 'channels' | 'heartbeat'>
  readonly runId: string
  readonly secrets: readonly string[]
  readonly fetch: Fetch
  readonly clock: Clock
  /** For an attempt. */
  readonly timeoutMs?: number
}

export type Heartbeat = {
  /** @param lines the closing lines of the run. */
  readonly ping: (kind: Ping, lines?: string) => Promise<Pinged>
}

const retries = 2
const spacingMs = 1000
/** Healthchecks.io keeps no more. */
const mostBytes = 10_000

export function openHeartbeat(options: HeartbeatOptions): Heartbeat {
  const { policy, secrets, timeoutMs = 5000, fetch, clock } = options
  const { heartbeat } = policy
  const { redact } = createSecrets([...secrets, ...secretsOf(policy)])
  const send = (url: string, body: string): Promise<unknown> =>
    attempt({ fetch, timeoutMs, redact, now: clock.now }, (sendOne) =>
      sendOne({
        method: 'POST',
        url,
        headers: { 'content-type': 'text/plain; charset=utf-8' },
        body,
      }),
    )
  return {
    ping: async (kind, lines = '') => {
      const isPlain = heartbeat?.style === 'plain'
      if (!heartbeat || (isPlain && kind !== 'success'))
        return { isSent: false }
      try {
        const { runId } = options
        const url = isPlain
          ? heartbeat.url
          : pingUrl(heartbeat.url, { kind, runId })
        const body = lastBytes(redact(lines))
        await repeated(() => send(url, body), clock)
        return { isSent: true }
      } catch (cause) {
        const why = redact(firstLineOf(cause))
        return { isSent: false, message: `heartbeat: ${why}` }
      }
    },
  }
}

/** An attempt begins at least a second after the last one began: the whole takes
 * no longer than three of them. */
function repeated(
  act: () => Promise<unknown>,
  { now, wait }: Clock,
): Promise<unknown> {
  let begunMs = Number.NEGATIVE_INFINITY
  return pRetry(
    async () => {
      const pauseMs = begunMs + spacingMs - now()
      if (pauseMs > 0) await wait(pauseMs)
      begunMs = now()
      return act()
    },
    {
      retries,
      minTimeout: 0,
      shouldRetry: ({ error }) =>
        error instanceof NotTaken && !error.why.isFinal,
    },
  )
}

/** As Healthchecks.io has it: `URL/start?rid=UUID`. */
function pingUrl(
  url: string,
  { kind, runId }: { readonly kind: Ping; readonly runId: string },
): string {
  const full = new URL(url)
  const path = full.pathname.replace(/\/+$/, '')
  full.pathname = kind === 'success' ? path : `${path}/${kind}`
  full.searchParams.set('rid', uuidOf(runId))
  return full.href
}

/** A run id that is none makes one: always the same. */
export function uuidOf(runId: string): string {
  const isUuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i
  if (isUuid.test(runId)) return runId.toLowerCase()
  const hash = createHash('sha256').update(runId).digest('hex')
  // RFC 9562, 5.8: version 8, variant 10.
  const variant = ((parseInt(hash.slice(16, 17), 16) & 3) | 8).toString(16)
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `${variant}${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-')
}

/** The verdict is the last line. */
function lastBytes(text: string): string {
  const bytes = Buffer.from(text)
  if (bytes.length <= mostBytes) return text
  // A character that was cut in two begins with bytes of a continuation.
  const rest = bytes.subarray(bytes.length - mostBytes + 4)
  const start = rest.findIndex((byte) => (byte & 0xc0) !== 0x80)
  return `…${rest.subarray(start).toString('utf8')}`
}
