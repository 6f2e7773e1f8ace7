/** The environment: variables by their names; an empty one counts as unset. */

export type Environment = Readonly<Record<string, string | undefined>>

/** What a program that this one starts gets: empty variables are left out. */
export function withoutEmpty(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([, text]) => text))
}
