/** Cleanse: removes the lines of ledgers that hold a secret. The other lines
 * stay: they say which sessions may still exist. */
import { existsSync, lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Leak } from '../secrets/audit/audit.ts'
import { withoutLeaks } from '../secrets/audit/contain.ts'
import type { Scan } from '../secrets/audit/scan.ts'
import { writeWhole } from '../secrets/write-file.ts'
import { parseLine } from './entry.ts'
import { ledgerFolder } from './ledger.ts'
import { readLimited, reasonOf } from './read-limited.ts'

/** A file that cannot be read is no concern of this run, which has not written
 * it: the next sweep reports it.
 * @returns what it found. */
export function cleanseLedgers(
  reportsDir: string,
  scan: Scan,
): readonly Leak[] {
  const folder = ledgerFolder(reportsDir)
  if (!existsSync(folder) || !lstatSync(folder).isDirectory()) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .toSorted()
    .flatMap((name) => {
      const what = cleanse(join(folder, name), scan)
      return what === undefined ? [] : [{ file: `ledger/${name}`, what }]
    })
}

/** One line, or undefined for a file without a secret. */
function cleanse(file: string, scan: Scan): string | undefined {
  const read = readLimited(file)
  if ('reason' in read || scan(Buffer.from(read.text)).length === 0)
    return undefined
  const numbers: number[] = []
  const lines = read.text.split('\n').flatMap((text, index) => {
    if (scan(Buffer.from(text)).length === 0) return [text]
    numbers.push(index + 1)
    return parseLine(text)?.kind === 'made' ? [] : [cleanLine(text, scan)]
  })
  const [{ kind } = { kind: 'secret' }] = scan(Buffer.from(read.text))
  const found = `${kind} in line ${numbers.join(', ')}`
  try {
    writeWhole(file, lines.join('\n'))
    return `${found}; of this file only that was removed`
  } catch (error) {
    return `${found}; it could not be removed: ${reasonOf(error)}`
  }
}

/** The line without the texts that hold a secret; a later sweep reports what is
 * no line of a ledger any more. */
function cleanLine(text: string, scan: Scan): string {
  const nothing = '{"kind":"removed"}'
  try {
    const clean = JSON.stringify(withoutLeaks(JSON.parse(text), scan))
    return scan(Buffer.from(clean)).length === 0 ? clean : nothing
  } catch {
    return nothing // not JSON
  }
}
