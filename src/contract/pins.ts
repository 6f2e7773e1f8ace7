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

/** What the device table of Seam's web components calls in a customer's page.
 * Apart from the other pin: these operations are judged where a component calls
 * them, and no scenario has to cover them. */
export const webComponents: Pin = {
  file: 'schemas/web-components.json',
  paths: [
    '/client_sessions/get',
    '/client_sessions/get_or_create',
    '/devices/list',
  ],
}

export const pins: readonly Pin[] = [clientSessions, webComponents]
