/** Records the network of a page: preflights, and responses even if the page
 * may not read them.
 *
 * Playwright's events have no preflights and no reason for a block. The
 * DevTools protocol has both (Network domain, Chromium only). */
import type { CDPSession, Page } from 'playwright'
import type { Header, Preflight, Reply } from '../../model/exchange.ts'

/** What the network recorded of one call of the page. */
export type Seen = {
  readonly preflight?: Preflight
  /** The response as it arrived, even if the page may not read it. */
  readonly wire?: Wire
  /** The browser's name of the failure: `net::ERR_CONNECTION_REFUSED`. */
  readonly failure?: string
  /** The CORS rule that blocked the call, and the header or method it is
   * about. */
  readonly cors?: { readonly rule: string; readonly about?: string }
}

/** The head of a response as it arrived. */
export type Wire = {
  readonly status: number
  readonly headers: readonly Header[]
}

export type Network = {
  /** Starts recording the next call, and forgets earlier ones.
   * @returns a function that waits for all events of the call. */
  readonly watch: () => () => Promise<Seen>
}

/** One request, filled in event by event. */
type Track = {
  kind?: 'preflight' | 'call'
  asked?: readonly Header[]
  isWireExpected?: boolean
  wire?: Wire
  failure?: string
  cors?: Seen['cors']
  isOver?: boolean
}

/** The events of one call arrive in no fixed order. We wait so long for those
 * with its headers. */
const settleMs = 1000

export async function watchNetwork(page: Page): Promise<Network> {
  const tracks = new Map<string, Track>()
  let wake: (() => void) | undefined
  const devtools = await page.context().newCDPSession(page)
  follow(devtools, (id, change) => {
    const track = tracks.get(id) ?? {}
    // A redirect arrives as a second request with the same id.
    tracks.set(id, {
      ...track,
      ...change,
      ...(track.kind && { kind: track.kind }),
    })
    wake?.()
  })
  await devtools.send('Network.enable')
  return {
    watch: () => {
      tracks.clear()
      return async () => {
        const end = Date.now() + settleMs
        while (!isSettled(tracks) && Date.now() < end) {
          await new Promise<void>((resolve) => {
            wake = resolve
            setTimeout(resolve, end - Date.now())
          })
        }
        return summarise(tracks)
      }
    },
  }
}

function follow(
  devtools: CDPSession,
  note: (id: string, change: Track) => void,
): void {
  devtools.on('Network.requestWillBeSent', ({ requestId, initiator, type }) => {
    if (initiator.type === 'preflight') note(requestId, { kind: 'preflight' })
    else if (type === 'Fetch') note(requestId, { kind: 'call' })
  })
  devtools.on('Network.requestWillBeSentExtraInfo', (event) => {
    note(event.requestId, { asked: pairsOf(event.headers) })
  })
  devtools.on('Network.responseReceived', ({ requestId, hasExtraInfo }) => {
    note(requestId, { isWireExpected: hasExtraInfo })
  })
  devtools.on('Network.responseReceivedExtraInfo', (event) => {
    note(event.requestId, { wire: wireOf(event) })
  })
  devtools.on('Network.loadingFinished', ({ requestId }) => {
    note(requestId, { isOver: true })
  })
  devtools.on('Network.loadingFailed', (event) => {
    const { requestId, errorText, corsErrorStatus: cors } = event
    const about = cors?.failedParameter
    note(requestId, {
      isOver: true,
      failure: errorText,
      ...(cors && { cors: { rule: cors.corsError, ...(about && { about }) } }),
    })
  })
}

type Tracks = ReadonlyMap<string, Track>

function isSettled(tracks: Tracks): boolean {
  const { call, preflight } = partsOf(tracks)
  if (!call?.isOver) return false
  if (isLacking(call) || isLacking(preflight)) return false
  if (!call.cors) return true
  const judged = isAboutPreflight(call.cors.rule) ? preflight : call
  return judged?.wire !== undefined
}

function isLacking(track: Track | undefined): boolean {
  return track?.isWireExpected === true && !track.wire
}

/** Whether the rule is about the response to the preflight, not to the call. */
export function isAboutPreflight(rule: string): boolean {
  return /^Preflight|PreflightResponse$/.test(rule)
}

function summarise(tracks: Tracks): Seen {
  const { call, preflight } = partsOf(tracks)
  return {
    ...(preflight && { preflight: toPreflight(preflight) }),
    ...(call?.wire && { wire: call.wire }),
    ...(call?.failure !== undefined && { failure: call.failure }),
    ...(call?.cors && { cors: call.cors }),
  }
}

function toPreflight({ asked = [], wire }: Track): Preflight {
  const value = (wanted: string) =>
    asked.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? ''
  return {
    method: value('access-control-request-method'),
    headers: value('access-control-request-headers')
      .split(',')
      .filter((name) => name !== ''),
    ...(wire && { answer: wire }),
  }
}

function partsOf(tracks: Tracks) {
  const all = [...tracks.values()]
  return {
    call: all.find(({ kind }) => kind === 'call'),
    preflight: all.find(({ kind }) => kind === 'preflight'),
  }
}

/** @param event of the DevTools protocol: `Network.responseReceivedExtraInfo` */
export function wireOf({
  statusCode,
  headers,
}: {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string>>
}): Wire {
  return { status: statusCode, headers: pairsOf(headers) }
}

/** A response that arrived, although the page could not read its body. */
export function unreadReply(wire: Wire): Reply {
  return { kind: 'reply', ...wire, statusText: '', body: '', isUtf8: true }
}

/** DevTools joins the values of one name with line breaks. */
function pairsOf(headers: Readonly<Record<string, string>>): readonly Header[] {
  return Object.entries(headers).flatMap(([name, value]) =>
    value.split('\n').map((line): Header => [name, line]),
  )
}
