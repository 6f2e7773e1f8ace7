/** Recollections: what a run remembers of earlier responses. */
import type { Target } from '../auth/target.ts'
import { createAnswering } from './answering.ts'
import type { RunContext } from './context.ts'
import { createSeenMemory } from './seen.ts'

/** @param secrets all that the run knows when it starts. */
export function openRecollections(
  secrets: readonly string[],
  { keyring }: Pick<Target, 'keyring'>,
): Pick<RunContext, 'answering' | 'seen'> {
  return {
    answering: createAnswering(),
    seen: createSeenMemory(secrets, keyring),
  }
}
