/** The network of a page, as the browser's own tools see it: the question before
 * a call, and what came on the wire whether the page may read it or not.
 *
 * Playwright's events hide preflights and name no reason; the DevTools protocol
 * has both (Network domain, Chromium alone). */
import type { CDPSession, Page } from 'playwright'
import type { Header, Preflight } from '../../model/exchange.ts'

/** What one call of the page did. */
export type Seen = {
  readonly preflight?: Preflight
  /** What came back, before the browser decided who may read it. */
  readonly wire?: Wire
  /** The browser's own name of what failed: `net::ERR_CONNECTION_REFUSED`. */
  readonly failure?: string
  /** The rule of CORS that stopped it, and the header or method at stake. */
  readonly cors?: { readonly rule: string; readonly about?: string }
}

type Wire = {
  readonly status: number
  readonly headers: readonly Header[]
}

export type Network = {
  /** Forgets what was, and watches the one call that comes next.
   * @returns what it did, once all that belongs to it has been told. */
  readonly watch: () => () => Promise<Seen>
}

/** One request, as its events draw it bit by bit. */
type Track = {
  kind?: 'preflight' | 'call'
  asked?: readonly Header[]
  isWireExpected?: boolean
  wire?: Wire
  failure?: string
  cors?: Seen['cors']
  isOver?: boolean
}

/** Events of one call come by different ways and in no certain order: those of
 * its headers are waited for, but not for ever. */
const settleMs = 1000

export async function watchNetwork(page: Page): Promise<Network> {
  const tracks = new Map<string, Track>()
  let wake: (() => void) | undefined
  const devtools = await page.context().newCDPSession(page)
  follow(devtools, (id, change) => {
    const track = tracks.get(id) ?? {}
    // A redirect is told as a second request of the same name.
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
    const { requestId, statusCode: status, headers } = event
    note(requestId, { wire: { status, headers: pairsOf(headers) } })
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

/** Whether the answer to the preflight broke this rule, not the reply. */
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

/** Values of one name come joined by line breaks. */
function pairsOf(headers: Readonly<Record<string, string>>): readonly Header[] {
  return Object.entries(headers).flatMap(([name, value]) =>
    value.split('\n').map((line): Header => [name, line]),
  )
}
