/** Writes the two contracts of a review, so that each place in them is a line of
 * a file: a URL and a published version have none on disk. */
import { join } from 'node:path'
import { pathInRepository } from '../config/repository.ts'
import { shownPath } from '../model/shown-path.ts'
import { printable } from '../secrets/terminal.ts'
import { visibleJson } from '../secrets/visible.ts'
import { writeWhole } from '../secrets/write-file.ts'
import { claimFolder } from './folder.ts'
import { reviewFolder } from './write.ts'
import type { Reviewed } from './review-record.ts'

type Two = { readonly old: Reviewed; readonly new: Reviewed }

/** A file of the repository keeps its own path and lines. Where one of the two
 * is something else, both are written below the reports, to be compared. */
export function withPlaces(
  { old, new: fresh }: Two,
  { reportsDir }: { readonly reportsDir: string },
): Two {
  if (isOwnFile(old) && isOwnFile(fresh)) return { old, new: fresh }
  const usual = process.umask()
  claimFolder(reportsDir)
  const folder = join(reportsDir, reviewFolder)
  const both = {
    old: written(old, join(folder, 'old.json')),
    new: written(fresh, join(folder, 'new.json')),
  }
  process.umask(usual) // what a person asks for is theirs to share
  return both
}

function isOwnFile({ contract, isFile }: Reviewed): boolean {
  return isFile && pathInRepository(contract.file) !== undefined
}

function written(one: Reviewed, file: string): Reviewed {
  const text = `${printable(visibleJson(one.contract.document, 2))}\n`
  writeWhole(file, text)
  if (isOwnFile(one)) return one
  const contract = { ...one.contract, file: shownPath(file), text }
  return { ...one, contract, isFile: true }
}
