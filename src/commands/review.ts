/** `seamwatch review`: what a new contract changes, and whom it breaks. */
import { readFileSync } from 'node:fs'
import { inPackage } from '../config/package-folder.ts'
import { read, type Given } from '../config/read-option.ts'
import { clientSessions } from '../contract/pins.ts'
import { openContract } from '../contract/pull/open.ts'
import { UsageError } from '../model/problem.ts'
import { shownPath } from '../model/shown-path.ts'
import { recordOf } from '../report/review-record.ts'
import { paintFor } from '../report/terminal/colour.ts'
import { renderReview } from '../report/terminal/review.ts'
import { findImpacts } from '../review/impact/impact.ts'
import type { Sample } from '../review/impact/samples.ts'
import { outcomeOf } from '../review/outcome.ts'
import { review as compare } from '../review/review.ts'
import { loadScenarios } from '../scenario/load.ts'
import type { Source } from '../scenario/parse/source.ts'
import { readSdkTable } from './contract-sdks.ts'
import { printable, printOut } from '../secrets/terminal.ts'
import { writeWhole } from '../secrets/write-file.ts'

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
  const old = await openContract(from, { pin: clientSessions })
  const fresh = await openContract(to, { pin: clientSessions })
  const found = compare({ old: old.contract, new: fresh.contract })
  const outcome = outcomeOf(found, read('failOn', source))
  const impacts = findImpacts(found.changes, {
    contracts: { old: old.contract, new: fresh.contract },
    scenarios: scenariosIn(read('scenarios', source)),
    releases: readSdkTable().releases,
    samples: readSamples(),
  })
  const record = recordOf(found, { old, new: fresh, outcome, impacts })
  const file = read('jsonFile', source)
  const json = JSON.stringify(record, null, 2)
  if (file !== undefined && file !== '-')
    writeWhole(file, `${printable(json)}\n`)
  printOut(
    file === '-'
      ? json
      : renderReview(record, {
          paint: paintFor(process.stdout, process.env),
          isAll: read('all', source),
        }),
  )
  return outcome.exitCode
}

function readSamples(): readonly Sample[] {
  const file = inPackage('schemas/samples.json')
  const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
  return (value as { samples: readonly Sample[] }).samples // as: our own file
}

/** Files that cannot be read are left out: `seamwatch check` reports them. */
function scenariosIn(folder: string): readonly Source[] {
  const shown = shownPath(folder).replace(/\/+$/, '')
  return loadScenarios({ root: process.cwd(), folder: shown }).documents
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
