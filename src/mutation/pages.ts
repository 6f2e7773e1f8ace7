/** Trials from a page: of the faults that only a browser can see. One browser
 * serves them all. */
import { findBrowser } from '../drivers/browser/find.ts'
import { openBrowser } from '../drivers/browser/open.ts'
import { openTab } from '../drivers/browser/tab.ts'
import type { Tab } from '../drivers/browser/tab.ts'
import { backendSecretsOf } from '../auth/credential.ts'
import { createPageTransport } from '../drivers/browser/page-transport.ts'
import { createNodeHttpTransport } from '../transport/node-http.ts'
import type { Fault } from '../sandbox/faults.ts'
import { openBench, tryOut } from './worker-context.ts'
import type { Bench, Sighting } from './worker-context.ts'

/** Scenarios of which a good part is sent from pages. */
const tag = 'pages'

/** What each fault shows, in their order; undefined without a browser. One at a
 * time: the threads that work beside it need their share of the machine. */
export async function tryFromPages(
  faults: readonly (() => Fault)[],
  {
    bench: whole,
    onDone,
  }: {
    readonly bench: Promise<Bench>
    readonly onDone: (index: number) => void
  },
): Promise<readonly (readonly Sighting[])[] | undefined> {
  const found = findBrowser()
  if (!found) return undefined
  const { scenarios } = await whole
  const bench = await openBench({ driver: 'browser', tags: [tag], scenarios })
  const opened = await openBrowser(found)
  const open = keepTabs()
  try {
    const shown: (readonly Sighting[])[] = []
    for (const [index, make] of faults.entries()) {
      const sightings = await tryOut(bench, {
        faults: make(),
        open: ({ endpoint, keyring }, limits) =>
          createPageTransport(endpoint, {
            limits,
            opened,
            open,
            backend: createNodeHttpTransport(endpoint, limits),
            backendSecrets: backendSecretsOf(keyring),
          }),
      })
      shown.push(sightings)
      onDone(index)
    }
    return shown
  } finally {
    await opened.close()
  }
}

/** A new tab costs a process of the browser: one that was closed is used again,
 * with its page loaded anew. Each sandbox is an origin of its own, so that
 * nothing which the browser keeps of one is used for another. */
function keepTabs(): typeof openTab {
  const idle: Tab[] = []
  return async (options) => {
    const tab = idle.pop() ?? (await openTab(options))
    const close = async (): Promise<void> => {
      try {
        await tab.reload()
        idle.push(tab)
      } catch {
        await tab.close() // it hangs or is gone
      }
    }
    return { ...tab, close }
  }
}
