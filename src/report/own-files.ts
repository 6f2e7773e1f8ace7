/** Own files: what a run may delete in a folder that other tools may use, too. */
import { lstatSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Names that Allure gives. */
export const allureFile =
  /^[0-9a-f-]{36}-(?:result|container|attachment|globals)\b|^environment\.properties$|^categories\.json$/

/** Paths below the reports, with names of this form, written since then. */
export function ownFilesIn(
  reportsDir: string,
  {
    folder,
    own,
    sinceMs = 0,
  }: {
    readonly folder: string
    readonly own: RegExp
    readonly sinceMs?: number
  },
): readonly string[] {
  return namesIn(join(reportsDir, folder))
    .filter((name) => own.test(name))
    .map((name) => join(folder, name))
    .filter((path) => {
      const stat = lstatSync(join(reportsDir, path), { throwIfNoEntry: false })
      return stat?.isFile() === true && stat.mtimeMs >= sinceMs
    })
}

/** A result of tests that are not ours: Allure gives all results such names. */
export function foreignResult(reportsDir: string): string | undefined {
  const folder = 'allure-results'
  return namesIn(join(reportsDir, folder))
    .filter((name) => name.endsWith('-result.json'))
    .map((name) => join(folder, name))
    .find((path) => isForeign(join(reportsDir, path)))
}

function isForeign(file: string): boolean {
  try {
    const { labels } = Object(JSON.parse(readFileSync(file, 'utf8')))
    return !Array.from<unknown>(labels ?? []).some((label) => {
      const { name, value } = Object(label)
      return name === 'package' && /^seamwatch\b/.test(String(value))
    })
  } catch {
    return false // half of one, which a killed run of ours has left
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).toSorted()
  } catch {
    return [] // there is none
  }
}
