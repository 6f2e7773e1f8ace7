/** A tab: one page that sends one request at a time, and records what
 * happens. */
import type { Page } from 'playwright'
import type { Header, Method } from '../../model/exchange.ts'
import { watchNetwork } from './network.ts'
import type { Network, Seen } from './network.ts'
import type { OpenBrowser } from './open.ts'

/** The request that the page sends. Nothing else enters the page. */
export type Sending = {
  readonly url: string
  readonly method: Method
  readonly headers: readonly Header[]
  readonly body?: string
  readonly timeoutMs: number
  readonly maxBodyBytes: number
}

/** What the page itself received. */
export type Answer =
  | {
      readonly kind: 'reply'
      /** `cors`; or `opaqueredirect`, which hides everything else. */
      readonly type: string
      readonly status: number
      readonly statusText: string
      readonly headers: readonly Header[]
      /** In base64: the bytes after decompression. */
      readonly body: string
      readonly durationMs: number
    }
  | {
      readonly kind: 'nothing'
      /** The limit at which the page stopped the call; absent if the call
       * failed by itself. */
      readonly stoppedAt?: 'time' | 'size'
      readonly message: string
      readonly durationMs: number
    }

export type Sent = {
  readonly answer: Answer
  readonly seen: Seen
  /** Lines of the page's console during the call. */
  readonly console: readonly string[]
}

export type Tab = {
  readonly origin: string
  /** Rejects if the page crashed or hangs: then the tab cannot be used any
   * more. */
  readonly send: (sending: Sending) => Promise<Sent>
  /** Reloads the page, so that it shows nothing of earlier requests. */
  readonly reload: () => Promise<void>
  readonly picture: () => Promise<Buffer>
  readonly close: () => Promise<void>
}

/** The page must report its own time-out within so long. */
const graceMs = 5000

export async function openTab({
  browser,
  site,
  canWatch,
  userAgent,
}: Pick<OpenBrowser, 'browser' | 'site' | 'canWatch'> & {
  readonly userAgent: string
}): Promise<Tab> {
  const context = await browser.newContext({ userAgent })
  const page = await context.newPage()
  const lines: string[] = []
  page.on('console', (message) => {
    lines.push(`${message.type()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => {
    lines.push(`error: ${error.message}`)
  })
  const network = canWatch ? await watchNetwork(page) : watchEvents(page)
  const reload = async (): Promise<void> => {
    await page.goto(`${site.origin}/`)
  }
  await reload()
  return {
    origin: site.origin,
    send: async (sending) => {
      lines.length = 0
      const settle = network.watch()
      const answer = await within(
        sending.timeoutMs + graceMs,
        ask(page, sending),
      )
      const seen = await settle()
      return { answer, seen, console: [...lines] }
    },
    reload,
    picture: () => page.screenshot(),
    close: () => context.close(),
  }
}

function ask(page: Page, sending: Sending): Promise<Answer> {
  return page.evaluate(
    (given) =>
      (
        globalThis as unknown as {
          seamwatch: (given: Sending) => Promise<Answer>
        }
      ) // page.js defines it
        .seamwatch(given),
    sending,
  )
}

/** Firefox and WebKit have no DevTools protocol: only the failure is known. */
function watchEvents(page: Page): Network {
  let failure: string | undefined
  page.on('requestfailed', (request) => {
    failure = request.failure()?.errorText
  })
  return {
    watch: () => {
      failure = undefined
      return async () => (failure === undefined ? {} : { failure })
    },
  }
}

async function within<T>(durationMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`Timeout ${durationMs}ms exceeded: the page hangs`))
    }, durationMs)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
