/** An exchange: one request as it was sent and what came back for it. */

export type Method =
  | 'GET'
  | 'POST'
  | 'PUT'
  | 'PATCH'
  | 'DELETE'
  // No call of a run, but a contract may have them.
  | 'HEAD'
  | 'OPTIONS'
  | 'TRACE'

/** Name and value, in the order and case they travelled in. */
export type Header = readonly [name: string, value: string]

/** A request ready to leave: everything but the endpoint's origin is decided. */
export type Request = {
  readonly method: Method
  /** Path below the endpoint, without query, e.g. `/client_sessions/get`. */
  readonly path: string
  readonly query: readonly (readonly [name: string, value: string])[]
  readonly headers: readonly Header[]
  /** The JSON text sent as body; absent when no body is sent. */
  readonly body?: string
  /** It looks for what the run created, or deletes it: budget, circuit breaker
   * and workspace do not block it. */
  readonly isCleanup?: true
}

/** A reply read to its end, within the driver's limits. */
export type Reply = {
  readonly kind: 'reply'
  readonly status: number
  readonly statusText: string
  readonly headers: readonly Header[]
  /** The body after content decoding, decoded as UTF-8. */
  readonly body: string
  /** False when the bytes are not UTF-8 (RFC 8259 §8.1 requires it of JSON). */
  readonly isUtf8: boolean
}

/** Why no reply arrived. `cut-off`: it began and did not end. `limit`: a limit
 * of the run blocked the request, and nothing left. `blocked`: the CORS preflight
 * was rejected, and the browser did not send the call. */
export type NoReplyReason =
  | 'refused'
  | 'unresolved'
  | 'reset'
  | 'cut-off'
  | 'timeout'
  | 'tls'
  | 'too-large'
  | 'malformed'
  | 'blocked'
  | 'limit'
  | 'unknown'

/** The transport failed; `message` is one line, free of request headers. */
export type NoReply = {
  readonly kind: 'no-reply'
  readonly reason: NoReplyReason
  readonly message: string
}

/** What the surface lets us see: the bytes, or only what a client made of them. */
export type Fidelity = 'wire' | 'parsed'

export type Exchange = {
  readonly request: Request
  readonly result: Reply | NoReply
  readonly fidelity: Fidelity
  /** Milliseconds since the epoch when the request left. */
  readonly startedAtMs: number
  /** From the request leaving to the last byte of the reply, or the failure. */
  readonly durationMs: number
  /** Earlier sendings of this request. Neither they nor the waiting count in
   * `durationMs`. */
  readonly retries?: readonly Retry[]
  /** What another request got right after no response came to this one, which
   * is not sent twice: one line. */
  readonly lookedAgain?: string
  /** The client ended the connection before a response came. */
  readonly isEndedByClient?: true
  /** Present where a page sent it; a backend has none of this. */
  readonly page?: PageView
}

/** What a browser adds: what it asked first, and what it let its page see.
 * If it hid the response from the page, the exchange still has the status and
 * the headers, and an empty body: no client could read it. */
export type PageView = {
  /** Of the page that sent it, e.g. `http://localhost:3000`. */
  readonly origin: string
  /** Absent where the browser asked nothing, or does not show what it asked. */
  readonly preflight?: Preflight
  /** Why the browser kept the call or its reply from the page. */
  readonly blocked?: Blocked
  readonly canRead: {
    readonly status: boolean
    readonly body: boolean
    /** The header `seam-request-id`. */
    readonly requestId: boolean
  }
  /** What the page's console said meanwhile. */
  readonly console: readonly string[]
}

/** The question a browser asks before a call (Fetch §4.8). */
export type Preflight = {
  readonly method: string
  /** Names of headers, lower case. */
  readonly headers: readonly string[]
  /** Absent where no answer came. */
  readonly answer?: {
    readonly status: number
    readonly headers: readonly Header[]
  }
}

export type Blocked = {
  /** The browser's own name of the rule; `unseen` where it does not tell. */
  readonly rule: string
  /** The header or method that the rule is about, where it is about one. */
  readonly about?: string
  /** The browser's own sentence. */
  readonly reason: string
}

/** One sending that was not the last, and the wait after it. `asked`: a 429 asked
 * to wait. `lost`: the network lost the request or its reply. */
export type Retry =
  | { readonly kind: 'asked'; readonly waitedMs: number }
  | {
      readonly kind: 'lost'
      readonly reason: NoReplyReason
      readonly waitedMs: number
    }

/** A limit of the run blocked the request; the message says why. */
export function isBlockedByLimit(
  exchange: Exchange,
): exchange is Exchange & { readonly result: NoReply } {
  const { result } = exchange
  return result.kind === 'no-reply' && result.reason === 'limit'
}

/** RFC 9110 §15.5.2 and §15.5.4: not authenticated, or not authorized. */
export function isRefusal(status: number): boolean {
  return status === 401 || status === 403
}

/** The API rejected the credential. */
export function isRejected({ result }: Exchange): boolean {
  return result.kind === 'reply' && isRefusal(result.status)
}

export function isSuccess({ result }: Pick<Exchange, 'result'>): boolean {
  return result.kind === 'reply' && result.status < 300
}

/** First value of a header, by name in any case. */
export function headerOf(
  headers: readonly Header[],
  name: string,
): string | undefined {
  const wanted = name.toLowerCase()
  return headers.find(([key]) => key.toLowerCase() === wanted)?.[1]
}
