/** Trials from a page: of the faults that only a browser can see. One browser
 * serves them all, each from a page of its own. */
import pLimit from 'p-limit'
import { findBrowser } from '../browser/find.ts'
import { openBrowser } from '../browser/open.ts'
import { backendSecretsOf } from '../credential.ts'
import { createBrowserDriver } from '../drivers/browser.ts'
import { createLightDriver } from '../drivers/light.ts'
import type { Fault } from '../sandbox/faults.ts'
import { openBench, tryOut } from './bench.ts'
import type { Sighting } from './bench.ts'

/** Scenarios of which a good part is sent from pages. */
const tag = 'pages'

/** A browser has processes of its own, and few cores to share. */
const atOnce = 4

/** What each fault shows, in their order; undefined without a browser. */
export async function tryFromPages(
  faults: readonly (() => Fault)[],
  { onDone }: { readonly onDone?: () => void } = {},
): Promise<readonly (readonly Sighting[])[] | undefined> {
  const found = findBrowser()
  if (!found) return undefined
  const bench = await openBench({ driver: 'browser', tags: [tag] })
  const opened = await openBrowser(found)
  try {
    return await pLimit(atOnce).map(faults, async (make) => {
      const sightings = await tryOut(bench, {
        faults: make(),
        open: ({ endpoint, keyring }, limits) =>
          createBrowserDriver(endpoint, {
            limits,
            opened,
            backend: createLightDriver(endpoint, limits),
            backendSecrets: backendSecretsOf(keyring),
          }),
      })
      onDone?.()
      return sightings
    })
  } finally {
    await opened.close()
  }
}
