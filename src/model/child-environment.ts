/** Child environment: what a program that needs no key of ours may see. */

type Environment = Readonly<Record<string, string | undefined>>

/** Variables that make Node, Playwright or a browser print or store what they
 * send, keys included. */
const talkative: readonly string[] = [
  'DEBUG',
  'DEBUG_FILE',
  'NODE_DEBUG',
  'NODE_DEBUG_NATIVE',
  'PWDEBUG',
  'PWDEBUGIMPL',
  'PW_DEBUG',
  'SSLKEYLOGFILE',
  'NODE_V8_COVERAGE',
]

/** Every name of ours is left out: credentials, and what the processes of a
 * run hand over. So is every copy of a credential under another name. */
export function childEnvironment(env: Environment): Record<string, string> {
  const secrets = Object.entries(env).flatMap(([name, value = '']) =>
    /^SEAM.*(?:KEY|TOKEN|SECRET|PASSWORD)$/i.test(name) && value.length >= 8
      ? [value]
      : [],
  )
  const kept = Object.entries(env).flatMap(([name, value]) =>
    value === undefined ||
    /^SEAM/i.test(name) ||
    talkative.includes(name) ||
    secrets.some((secret) => value.includes(secret))
      ? []
      : [[name, value] as const],
  )
  return Object.fromEntries(kept)
}

/** @returns the names that are set and talkative. */
export function talkativeIn(env: Environment): readonly string[] {
  return talkative.filter((name) => env[name])
}
