/** The kinds of browsers, by the names of Playwright. */

export const browserKinds = ['chromium', 'firefox', 'webkit'] as const
export type BrowserKind = (typeof browserKinds)[number]
