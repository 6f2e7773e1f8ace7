/** Recollections: what a run remembers of earlier responses. */
import type { Target } from '../auth/target.ts'
import { createAnswering, type Answering } from './answering.ts'
import { createSeenMemory, type SeenMemory } from './seen.ts'

type Recollections = {
  readonly answering: Answering
  readonly seen: SeenMemory
}

/** @param secrets all that the run knows when it starts. */
export function openRecollections(
  secrets: readonly string[],
  { keyring }: Pick<Target, 'keyring'>,
): Recollections {
  return {
    answering: createAnswering(),
    seen: createSeenMemory(secrets, keyring),
  }
}
