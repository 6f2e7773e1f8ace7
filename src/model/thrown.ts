/** Thrown values: what an error says. Anything can be thrown. */

export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}

/** A message may have a call log or a stack below its first line. */
export function firstLineOf(thrown: unknown): string {
  return messageOf(thrown).split('\n', 1).join('')
}
