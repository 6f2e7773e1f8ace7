/** The pinned contracts: which paths of the published document each file holds. */

export type Pin = {
  /** Relative to the project's root. */
  readonly file: string
  /** Each path itself, and everything below it. */
  readonly paths: readonly [string, ...string[]]
}

/** The contract of the scenarios, of coverage and of the authentication matrix. */
export const clientSessions: Pin = {
  file: 'schemas/client-sessions.json',
  paths: ['/client_sessions'],
}

/** What a page with Seam's device table and its backend call. A pin of its own:
 * only web components call /devices/list, and no scenario has to cover it. */
export const webComponents: Pin = {
  file: 'schemas/web-components.json',
  paths: ['/client_sessions', '/devices/list'],
}

export const pins: readonly Pin[] = [clientSessions, webComponents]
