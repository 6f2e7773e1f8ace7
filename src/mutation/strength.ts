/** Strength: which expectations of the scenarios catch what nothing else does. */
import type { Mutant } from '../sandbox/mutants/mutant.ts'
import type { Bench } from './bench.ts'

export async function weighExpectations(
  _bench: Bench,
  _options: { readonly mutants: readonly Mutant[] },
): Promise<string> {
  return ''
}
