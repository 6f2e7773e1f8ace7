/** The projects of a run: one for its target and driver, and one more for each
 * further browser. */
import type { BrowserKind } from '../drivers/browser/kinds.ts'
import type { Settings } from './settings.ts'
import { nameOf } from '../auth/target.ts'

export type Project = {
  /** Takes part in Allure's history ids: one history for each. */
  readonly name: string
  readonly browserKind: BrowserKind
}

export async function projectsOf({
  choice,
  driver,
  browsers,
  pageOrigin,
}: Pick<Settings, 'choice' | 'driver' | 'browsers' | 'pageOrigin'>): Promise<{
  readonly projects: readonly Project[]
  /** What is not judged, for people. */
  readonly notes: readonly string[]
}> {
  const name = `${nameOf(choice)}-${driver}`
  const first: Project = { name, browserKind: 'chromium' }
  if (driver !== 'browser') return { projects: [first], notes: [] }
  // Only here: browsers bring Playwright along, which takes long to load.
  const { findBrowser } = await import('../drivers/browser/find.ts')
  // Only Chromium can be told that a named origin is served here.
  const further = browsers.filter((kind) => kind !== 'chromium')
  const there = further.filter(
    (browserKind) =>
      pageOrigin === undefined && findBrowser({ kind: browserKind }),
  )
  const absent = further.filter((kind) => !there.includes(kind))
  return {
    projects: [
      ...(browsers.includes('chromium') ? [first] : []),
      ...there.map((browserKind) => ({
        name: `${name}-${browserKind}`,
        browserKind,
      })),
    ],
    notes:
      absent.length === 0
        ? []
        : [
            pageOrigin === undefined
              ? `not judged in ${absent.join(' and ')}: Playwright's own is not here (npx playwright install ${absent.join(' ')})`
              : `not judged in ${absent.join(' and ')}: SEAMWATCH_PAGE_ORIGIN works in chromium alone`,
          ],
  }
}

/** Web components bring their own page, and are judged in Chromium alone. */
export function componentsProject({ choice }: Pick<Settings, 'choice'>) {
  return `${nameOf(choice)}-components`
}
