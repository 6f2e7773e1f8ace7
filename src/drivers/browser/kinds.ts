/** The kinds of browsers, by the names of Playwright. */
import { UsageError } from '../../model/problem.ts'

export const browserKinds = ['chromium', 'firefox', 'webkit'] as const
export type BrowserKind = (typeof browserKinds)[number]

/** All of them, where none is named.
 * @throws UsageError for a name that is none. */
export function chooseBrowsers(
  names: readonly string[],
): readonly BrowserKind[] {
  const strange = names.find((name) => !browserKinds.some((it) => it === name))
  if (strange === undefined) {
    return browserKinds.filter(
      (kind) => names.length === 0 || names.includes(kind),
    )
  }
  throw new UsageError([
    {
      code: 'argument-invalid',
      fact: `SEAMWATCH_BROWSERS names "${strange}", which is none`,
      hint: `they are: ${browserKinds.join(', ')}`,
    },
  ])
}
