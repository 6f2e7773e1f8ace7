/** The environment: variables by their names; an empty one counts as unset. */

export type Environment = Readonly<Record<string, string | undefined>>

/** The environment of a child process: this one's, without empty variables. */
export function withoutEmpty(env: Environment): Environment {
  return Object.fromEntries(
    Object.entries(env).filter(
      ([name, text]) => text !== '' || !name.startsWith('SEAM'),
    ),
  )
}
