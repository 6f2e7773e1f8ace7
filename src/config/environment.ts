/** The environment: variables by their names. One that is empty, or holds only
 * blanks, counts as unset. */

export type Environment = Readonly<Record<string, string | undefined>>

/** Names that this suite reads, or the programs that it starts. */
const names =
  /^(?:SEAM\w*|CI|NO_COLOR|FORCE_COLOR|(?:https?|all|no)_proxy|NODE_EXTRA_CA_CERTS|PLAYWRIGHT_\w+)$/i

/** The environment of a child process: this one's, without blank variables. */
export function withoutBlank(env: Environment): Environment {
  return Object.fromEntries(
    Object.entries(env).filter(([name, text]) => !isBlank(name, text)),
  )
}

/** Of this process, at its start. */
export function dropBlank(env: Record<string, string | undefined>): void {
  for (const [name, text] of Object.entries(env))
    if (isBlank(name, text)) delete env[name]
}

function isBlank(name: string, text = ''): boolean {
  return text.trim() === '' && names.test(name)
}
