/** `seamwatch contract pull`: extracts the contracts from the published
 * document, writes them to their files, and reviews what they replace. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { options } from '../config/options.ts'
import { inPackage } from '../config/package-folder.ts'
import { loadContract } from '../contract/load.ts'
import { clientSessions, pins } from '../contract/pins.ts'
import { contractOf } from '../contract/pull/open.ts'
import {
  pullContracts,
  writeContract,
  type Pulled,
} from '../contract/pull/pull.ts'
import type { Contract } from '../model/contract.ts'
import { shownPath } from '../model/shown-path.ts'
import { firstLineOf } from '../model/thrown.ts'
import { withEntry } from '../report/changelog.ts'
import type { ReviewRecord } from '../report/review-record.ts'
import { paintFor } from '../report/terminal/colour.ts'
import { renderReview } from '../report/terminal/review.ts'
import { printable, printError, printOut } from '../secrets/terminal.ts'
import { writeWhole } from '../secrets/write-file.ts'
import { gatherImpacts } from './review-impact.ts'
import { findChanges, recordChanges } from './reviewed.ts'

/** @param out the file for the client sessions; by default all pinned contracts
 * are written, and the changelog beside them. */
export async function pull({
  from,
  out,
}: {
  readonly from: string
  readonly out?: string | undefined
}): Promise<void> {
  const chosen =
    out === undefined
      ? pins.map((pin) => ({ ...pin, file: inPackage(pin.file) }))
      : [{ ...clientSessions, file: out }]
  const records: ReviewRecord[] = []
  for (const pulled of await pullContracts({ from, pins: chosen })) {
    const before = earlier(pulled)
    await writeContract(pulled)
    const file = shownPath(pulled.file)
    printOut(`${file}: extracted from ${pulled.source}`)
    if (before) records.push(reviewed(before, { ...pulled, file, records }))
  }
  if (out !== undefined) return
  const changelog = join(
    dirname(inPackage(clientSessions.file)),
    'CHANGELOG.md',
  )
  const text = withEntry(
    existsSync(changelog) ? readFileSync(changelog, 'utf8') : undefined,
    records,
  )
  if (text === undefined) return
  writeWhole(changelog, printable(text))
  printOut(`${shownPath(changelog)}: one more entry`)
}

/** What the file held; a pull mends a file that is damaged. */
function earlier({ file }: Pulled): Contract | undefined {
  if (!existsSync(file)) return undefined
  try {
    return loadContract(file)
  } catch (error) {
    printError(`note: it is not reviewed: ${firstLineOf(error)}`)
    return undefined
  }
}

/** Prints the review. The contracts share most operations: what was printed for
 * an earlier one is not repeated. */
function reviewed(
  before: Contract,
  {
    records,
    ...pulled
  }: Pulled & { readonly records: readonly ReviewRecord[] },
): ReviewRecord {
  const both: Parameters<typeof findChanges>[0] = {
    old: { contract: before, isFile: false },
    new: { contract: contractOf(pulled), isFile: true },
  }
  const known = records.flatMap(({ changes }) =>
    changes.map(({ fingerprint }) => fingerprint),
  )
  const found = findChanges(both, new Set(known))
  const { impacts, notes } = gatherImpacts(found.changes, {
    contracts: { old: before, new: both.new.contract },
    scenarios: inPackage(options.scenarios.otherwise),
  })
  const record = recordChanges(found, { ...both, failOn: 'none', impacts })
  const paint = paintFor(process.stdout, process.env)
  printOut(
    `\n${renderReview(record, { paint, isAll: true, evidence: notes })}\n`,
  )
  return record
}
