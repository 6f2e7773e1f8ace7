/** Mutation runs from browser pages, for faults that only a browser can see. One
 * browser runs them all. */
import { findBrowser } from '../drivers/browser/find.ts'
import { openBrowser } from '../drivers/browser/open.ts'
import { openTab } from '../drivers/browser/tab.ts'
import type { Tab } from '../drivers/browser/tab.ts'
import { backendSecretsOf } from '../auth/credential.ts'
import { createBrowserDriver } from '../drivers/browser/driver.ts'
import { createNodeHttpTransport } from '../transport/node-http.ts'
import type { Fault } from '../sandbox/faults.ts'
import { openWorkerContext, runWithFaults } from './worker-context.ts'
import type { Detection } from './detection.ts'
import type { WorkerContext } from './worker-context.ts'

/** The scenarios that browser pages send most steps of. */
const tag = 'pages'

/** The detections of each fault, in order; undefined without a browser. One at a
 * time: the threads of the pool need the cores. */
export async function runFromPages(
  faults: readonly (() => Fault)[],
  {
    context: whole,
    onDone,
  }: {
    readonly context: Promise<WorkerContext>
    readonly onDone: (index: number) => void
  },
): Promise<readonly (readonly Detection[])[] | undefined> {
  const found = findBrowser()
  if (!found) return undefined
  const { scenarios } = await whole
  const context = await openWorkerContext({
    driver: 'browser',
    tags: [tag],
    scenarios,
  })
  const opened = await openBrowser(found)
  const open = keepTabs()
  try {
    const results: (readonly Detection[])[] = []
    for (const [index, make] of faults.entries()) {
      const detections = await runWithFaults(context, {
        faults: make(),
        open: ({ endpoint, keyring }, limits) =>
          createBrowserDriver(endpoint, {
            limits,
            opened,
            open,
            backend: createNodeHttpTransport(endpoint, limits),
            backendSecrets: backendSecretsOf(keyring),
          }),
      })
      results.push(detections)
      onDone(index)
    }
    return results
  } finally {
    await opened.close()
  }
}

/** Reuses closed tabs, reloaded: each new tab is a process of the browser. Each
 * sandbox has an origin of its own, so the browser mixes no caches. */
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
