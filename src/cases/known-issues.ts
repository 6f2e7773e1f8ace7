/** The known issues of this run: as the command handed them over, else from
 * their file. */
import { inScope } from '../acceptance/settle.ts'
import { nameOf } from '../auth/target.ts'
import { readSuite } from '../config/handover.ts'
import type { Settings } from '../config/settings.ts'
import type { KnownIssues } from '../model/acceptance.ts'
import { dayOf } from '../model/day.ts'

/** @param sdk the name of the package that is under test.
 * @throws UsageError with each fault of the file. */
export async function knownIssuesOf(
  {
    suiteFile,
    knownIssuesFile,
    choice,
  }: Pick<Settings, 'suiteFile' | 'knownIssuesFile' | 'choice'>,
  sdk?: string,
): Promise<KnownIssues> {
  const handed = suiteFile === undefined ? undefined : readSuite(suiteFile)
  if (handed?.known) return handed.known
  // Loaded only here: the parsers are what makes a start slow.
  const { readKnownIssues } = await import('../acceptance/read.ts')
  const today = dayOf(Date.now())
  const issues = readKnownIssues(knownIssuesFile, today)
  return { issues: inScope(issues, { target: nameOf(choice), sdk }), today }
}
