/** `seamwatch contract sdks`: notes what releases of Seam's SDKs send and read. */
import { readFileSync } from 'node:fs'
import { inPackage } from '../config/package-folder.ts'
import { pullSdks } from '../contract/sdks/pull-sdks.ts'
import type { SdkTable } from '../contract/sdks/release.ts'
import { plural } from '../model/plural.ts'
import { shownPath } from '../model/shown-path.ts'
import { printError, printOut } from '../secrets/terminal.ts'
import { writeWhole } from '../secrets/write-file.ts'

/** @param specs `NAME@VERSION` each; without any, those of the table.
 * @returns the exit code: 3 if a release of the table cannot be read again. */
export async function sdks(specs: readonly string[]): Promise<number> {
  const { table, missing } = await pullSdks(specs, readSdkTable(), {
    report: ({ message }) => printError(message),
  })
  const file = sdkTableFile()
  writeWhole(file, `${JSON.stringify(table, null, 2)}\n`)
  printOut(`${shownPath(file)}: ${plural(table.releases.length, 'release')}`)
  if (missing.length === 0) return 0
  printError(
    `${plural(missing.length, 'release')} could not be read again and ${missing.length === 1 ? 'stays' : 'stay'} as before: ${missing.join(', ')}`,
  )
  return 3
}

export function readSdkTable(): SdkTable {
  const value: unknown = JSON.parse(readFileSync(sdkTableFile(), 'utf8'))
  return value as SdkTable // as: `contract sdks` writes it
}

function sdkTableFile(): string {
  return inPackage('schemas/sdk-releases.json')
}
