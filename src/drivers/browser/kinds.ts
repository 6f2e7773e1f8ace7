/** The kinds of browsers, as Playwright names them. */

export const browserKinds = ['chromium', 'firefox', 'webkit'] as const
export type BrowserKind = (typeof browserKinds)[number]
