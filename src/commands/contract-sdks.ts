/** `seamwatch contract sdks`: notes what releases of Seam's SDKs send and read. */
import { readFileSync } from 'node:fs'
import { inPackage } from '../config/package-folder.ts'
import { pullSdks } from '../contract/sdks/pull-sdks.ts'
import type { SdkTable } from '../contract/sdks/release.ts'
import { plural } from '../model/plural.ts'
import { shownPath } from '../model/shown-path.ts'
import { printOut } from '../secrets/terminal.ts'
import { writeWhole } from '../secrets/write-file.ts'

/** @param specs `NAME@VERSION` each; without any, those of the table. */
export async function sdks(specs: readonly string[]): Promise<void> {
  const table = await pullSdks(specs, readSdkTable())
  const file = sdkTableFile()
  writeWhole(file, `${JSON.stringify(table, null, 2)}\n`)
  printOut(`${shownPath(file)}: ${plural(table.releases.length, 'release')}`)
}

export function readSdkTable(): SdkTable {
  const value: unknown = JSON.parse(readFileSync(sdkTableFile(), 'utf8'))
  return value as SdkTable // as: `contract sdks` writes it
}

function sdkTableFile(): string {
  return inPackage('schemas/sdk-releases.json')
}
