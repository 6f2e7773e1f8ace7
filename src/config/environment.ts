/** The environment: variables by their names; an empty one counts as unset. */

export type Environment = Readonly<Record<string, string | undefined>>

/** What a process that this one starts gets: ours without the empty ones. */
export function withoutEmpty(env: Environment): Environment {
  return Object.fromEntries(
    Object.entries(env).filter(
      ([name, text]) => text !== '' || !name.startsWith('SEAM'),
    ),
  )
}
