/** The pins: which part of the published document is kept in which file. */

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

/** What a page with Seam's device table calls, and the backend behind it. Apart
 * from the other pin: devices are judged where a component asks for them, and
 * no scenario has to cover them. */
export const webComponents: Pin = {
  file: 'schemas/web-components.json',
  paths: ['/client_sessions', '/devices/list'],
}

export const pins: readonly Pin[] = [clientSessions, webComponents]
