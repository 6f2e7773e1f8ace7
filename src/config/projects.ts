/** The projects of a run: one for its target and driver, and one more for each
 * further browser.
 *
 * Web components have a project of their own: their page runs in Chromium. */
import type { BrowserKind } from '../drivers/browser/kinds.ts'
import type { Settings } from './settings.ts'
import { nameOf } from '../auth/target.ts'

export type Project = {
  /** A part of Allure's history ids: each project has its own history. */
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
  // Imported here: Playwright takes long to load.
  const { findBrowser } = await import('../drivers/browser/find.ts')
  // Only Chromium has resolver rules, which map a named origin to this machine.
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
    notes: absent.length === 0 ? [] : [noteOn(absent, pageOrigin)],
  }
}

function noteOn(
  absent: readonly BrowserKind[],
  pageOrigin: string | undefined,
): string {
  const reason =
    pageOrigin === undefined
      ? `Playwright's own is not installed: npx playwright install ${absent.join(' ')}`
      : 'SEAMWATCH_PAGE_ORIGIN works in chromium alone'
  return `not judged in ${absent.join(' and ')}: ${reason}`
}

export function componentsProject({ choice }: Pick<Settings, 'choice'>) {
  return `${nameOf(choice)}-components`
}
