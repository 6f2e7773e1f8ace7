/** `seamwatch review`: what a new contract changes, and whom it breaks. */
import { readAcceptances } from '../acceptance/read.ts'
import { inPackage } from '../config/package-folder.ts'
import { read, type Given } from '../config/read-option.ts'
import { clientSessions } from '../contract/pins.ts'
import { openContracts } from '../contract/pull/open.ts'
import { UsageError } from '../model/problem.ts'
import { shownPath } from '../model/shown-path.ts'
import { withPlaces } from '../report/review-contracts.ts'
import { readOutput, writeOutput } from './review-output.ts'
import { gatherEvidence } from './review-evidence.ts'
import { gatherImpacts } from './review-impact.ts'
import { findChanges, recordChanges } from './reviewed.ts'

/** @param sources old and new, or the new one alone.
 * @returns the exit code. */
export async function review(
  sources: readonly string[],
  given: Given,
): Promise<number> {
  const source = {
    env: process.env,
    given: {
      ...given,
      ...(given['json'] !== undefined && { jsonFile: given['json'] }),
    },
  }
  const { from, to } = requireTwo(sources)
  const output = readOutput(source)
  const reportsDir = read('reports', source)
  const accepted = read('accept', source)
  const acceptances = accepted === undefined ? [] : readAcceptances(accepted)
  const opened = await openContracts([from, to], {
    pin: clientSessions,
    paths: read('paths', source) ?? pinnedPaths(sources),
    timeoutMs: read('timeout', source),
  })
  const both = withPlaces(opened, { reportsDir })
  const found = findChanges(both)
  const contracts = { old: opened.old.contract, new: opened.new.contract }
  const { followsOf, lines } = await gatherEvidence(found.changes, {
    contracts,
    given,
  })
  const { impacts, notes } = gatherImpacts(found.changes, {
    contracts,
    scenarios: read('scenarios', source),
  })
  const failOn = read('failOn', source)
  const by = { ...both, failOn, acceptances, followsOf, impacts }
  const record = recordChanges(found, by)
  writeOutput(record, { ...output, evidence: [...lines, ...notes] })
  if (!read('allure', source)) return record.exitCode
  const { renderChanges } = await import('./review-allure.ts')
  return (await renderChanges(record, { reportsDir })) ? record.exitCode : 2
}

/** Without OLD, NEW is compared with what is pinned, and nothing else. */
function pinnedPaths([, second]: readonly string[]):
  readonly string[] | undefined {
  return second === undefined ? clientSessions.paths : undefined
}

function requireTwo(sources: readonly string[]): {
  readonly from: string
  readonly to: string
} {
  const [first, second, third] = sources
  if (first === undefined || third !== undefined)
    throw new UsageError([
      {
        code: 'argument-invalid',
        fact: `review: expected one or two contracts, received ${sources.length}`,
        hint: 'npx seamwatch review OLD NEW, or NEW alone: OLD is then the pinned contract',
      },
    ])
  const pinned = shownPath(inPackage(clientSessions.file))
  return second === undefined
    ? { from: pinned, to: first }
    : { from: first, to: second }
}
