/** The kinds of browsers, by the names of Playwright. */

export const browserKinds = ['chromium', 'firefox', 'webkit'] as const
export type BrowserKind = (typeof browserKinds)[number]

export function isBrowserKind(name: string): name is BrowserKind {
  return browserKinds.some((kind) => kind === name)
}
