/** The assumptions of a suite, and who has adopted them for this run. */
import { adoptedFor } from '../acceptance/adopted.ts'
import { nameOf } from '../auth/target.ts'
import { readSuite } from '../config/handover.ts'
import type { Settings } from '../config/settings.ts'
import { adoptedBySandbox, assumptionsOfCode } from '../model/basis.ts'
import type { Adopted, AdoptedAs } from '../model/basis.ts'
import type { Scenario, Step } from '../model/scenario.ts'

/** The names of all, those of the code first. */
export function assumptionsIn(
  scenarios: readonly Pick<Scenario, 'steps'>[],
  ofCode: readonly string[] = Object.values(assumptionsOfCode),
): readonly string[] {
  const written = scenarios.flatMap(({ steps }) => steps.flatMap(namesIn))
  return [...new Set([...ofCode, ...written])]
}

function namesIn({ basis, assume = {} }: Step): readonly string[] {
  const own = basis?.kind === 'inferred' ? [basis.assumption] : []
  return [...own, ...Object.keys(assume)]
}

/** As the command handed them over, else from their file. */
export async function adoptedOf({
  choice,
  suiteFile,
  adoptedFile,
}: Pick<Settings, 'choice' | 'suiteFile' | 'adoptedFile'>): Promise<AdoptedAs> {
  const target = nameOf(choice)
  if (choice.kind === 'embedded' && target === 'sandbox')
    return adoptedBySandbox
  const handed = suiteFile === undefined ? undefined : readSuite(suiteFile)
  const adopted = handed?.adopted ?? (await readAdopted(adoptedFile))
  return adoptedFor(adopted, target)
}

/** @param known the names of all assumptions of the suite; any, if it is absent.
 * @throws UsageError with each fault of the file. */
export async function readAdopted(
  file: string,
  known?: readonly string[],
): Promise<readonly Adopted[]> {
  // Loaded only here: the parsers are what makes a start slow.
  const { readAdopted: read } = await import('../acceptance/read.ts')
  return read(file, known)
}
