/** The environment: its values, read as what they are meant to be. */
import { UsageError } from '../model/problem.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** @throws UsageError for anything but a whole number above 0. */
export function positive(
  env: Environment,
  name: string,
  otherwise: number,
): number {
  const text = env[name]
  if (text === undefined) return otherwise
  const value = Number(text)
  if (Number.isInteger(value) && value > 0) return value
  throw usage(`${name}=${text} is not a whole number above 0`, 'correct it')
}

/** Parts between commas, without blanks. */
export function list(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

/** A value that cannot be used, and what to do about it. */
export function usage(fact: string, hint: string): UsageError {
  return new UsageError([{ code: 'target-refused', fact, hint }])
}
