/** Sends one request of a channel: TLS verified, no redirects, in bounded time.
 * Its errors name neither URL nor host. */
import { isLoopback } from '../../model/loopback.ts'
import { visible } from '../../secrets/visible.ts'
import { NotTaken } from './request.ts'
import type { HttpRequest, Reply, Send } from './request.ts'

/** What is used of `fetch`. */
export type Fetch = (
  url: string,
  init: {
    readonly method: string
    readonly headers: Record<string, string>
    readonly body?: string
    readonly redirect: 'manual'
    readonly signal: AbortSignal
  },
) => Promise<Answer>

type Answer = {
  readonly status: number
  readonly headers: { readonly get: (name: string) => string | null }
  readonly body: AsyncIterable<Uint8Array> | null
}

export type Sending = {
  readonly fetch: Fetch
  /** For the whole of it. */
  readonly timeoutMs: number
  readonly redact: (text: string) => string
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** A list of a hundred issues of GitHub, each as long as one may be. */
const mostBytes = 8 * 1024 * 1024
const hopeless: ReadonlySet<number> = new Set([401, 403, 404, 410])
/** A gateway says so of what may have been done behind it. */
const doubtful: ReadonlySet<number> = new Set([408, 502, 504])

/** One attempt: its time begins now, and what it left open is closed. */
export async function attempt<T>(
  sending: Sending,
  act: (send: Send) => Promise<T>,
): Promise<T> {
  const late = AbortSignal.timeout(sending.timeoutMs)
  const closing = new AbortController()
  const signal = AbortSignal.any([late, closing.signal])
  const send: Send = async (request) => {
    checkUrl(request.url)
    const answer = await fetched(request, { ...sending, signal })
    if (answer.status >= 200 && answer.status < 300)
      return replyOf(answer, signal)
    throw await refusalOf(answer, sending)
  }
  try {
    return await act(send)
  } finally {
    closing.abort()
  }
}

function checkUrl(url: string): void {
  const { protocol, hostname } = URL.canParse(url) ? new URL(url) : badUrl
  if (protocol === 'https:') return
  if (protocol === 'http:' && isLoopback(hostname)) return
  throw new NotTaken(
    'its URL must begin with https://; http:// is for this machine only',
    { isFinal: true, ofChannel: true },
  )
}

const badUrl = { protocol: '', hostname: '' }

async function fetched(
  { method, url, headers, body }: HttpRequest,
  {
    fetch,
    timeoutMs,
    signal,
  }: Pick<Sending, 'fetch' | 'timeoutMs'> & { readonly signal: AbortSignal },
): Promise<Answer> {
  try {
    return await fetch(url, {
      method,
      headers: { 'user-agent': 'seamwatch', ...headers },
      ...(body !== undefined && { body }),
      redirect: 'manual',
      signal,
    })
  } catch (cause) {
    if (signal.aborted) throw timedOut(timeoutMs)
    const code = codeOf(cause)
    // Not connected: nothing was sent.
    const mayHaveArrived = !neverSent.test(code)
    throw new NotTaken(`no connection, or it broke (${code})`, {
      mayHaveArrived,
    })
  }
}

const neverSent =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|.*CERT.*|ERR_TLS.*|ERR_SSL.*|UNABLE_TO_.*)$/

/** Node's network errors say what happened in their cause. The code alone: the
 * message names the host. */
function codeOf(thrown: unknown): string {
  const cause: unknown = Object(thrown).cause
  const code: unknown = Object(cause).code ?? Object(thrown).code
  return typeof code === 'string' ? code : 'no reason given'
}

function timedOut(timeoutMs: number): NotTaken {
  const seconds = Math.round(timeoutMs / 100) / 10
  return new NotTaken(`no response within ${seconds} s`, {
    mayHaveArrived: true,
  })
}

function replyOf({ status, body }: Answer, signal: AbortSignal): Reply {
  let text: Promise<string> | undefined
  return {
    status,
    json: async () => {
      text ??= textOf(body, mostBytes)
      try {
        return JSON.parse(await text)
      } catch {
        const what = signal.aborted ? 'did not end in time' : 'is no JSON'
        throw new NotTaken(`its response (${status}) ${what}`, {
          mayHaveArrived: true,
        })
      }
    },
  }
}

async function refusalOf(
  { status, headers, body }: Answer,
  { redact, now }: Sending,
): Promise<NotTaken> {
  if (status >= 300 && status < 400)
    return new NotTaken(`HTTP ${status}: redirects are not followed`, {
      isFinal: true,
      ofChannel: true,
    })
  const said = visible(redact(await beginningOf(body)), 100)
  const retryAfterMs = retryAfter(headers.get('retry-after'), now())
  const isHopeless = hopeless.has(status) && retryAfterMs === undefined
  return new NotTaken(`HTTP ${status}${said === '' ? '' : `: ${said}`}`, {
    isFinal: isHopeless || isOfRequest(status),
    ofChannel: isHopeless,
    mayHaveArrived: doubtful.has(status),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  })
}

/** The receiver does not like what it was sent. */
function isOfRequest(status: number): boolean {
  const isOurs = status >= 400 && status < 500
  return isOurs && ![...hopeless, 408, 425, 429].includes(status)
}

/** Seconds, or a date (RFC 9110, 10.2.3). */
function retryAfter(value: string | null, nowMs: number): number | undefined {
  if (value === null || value.trim() === '') return undefined
  const seconds = Number(value)
  if (!Number.isNaN(seconds)) return Math.max(0, seconds * 1000)
  const at = Date.parse(value)
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs)
}

async function beginningOf(body: Answer['body']): Promise<string> {
  try {
    return (await textOf(body, 2000)).trim()
  } catch {
    return ''
  }
}

/** What is beyond the limit is not read. */
async function textOf(body: Answer['body'], limit: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body ?? []) {
    chunks.push(chunk)
    size += chunk.byteLength
    if (size >= limit) break
  }
  return Buffer.concat(chunks).subarray(0, limit).toString('utf8')
}
