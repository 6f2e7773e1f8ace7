/** Makes the error of a contract that cannot be used. */
import { UsageError, type Place } from '../model/problem.ts'

/** `fact` is one line; `hint` says what to do about it. */
export function unreadable(given: {
  readonly fact: string
  readonly hint: string
  readonly place?: Place
}): UsageError {
  return new UsageError([{ code: 'contract-unreadable', ...given }])
}
