/** The folder of reports belongs to the user: a run uses it only if it is
 * empty, or if a run has written it before. */
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { parseLine } from '../cleanup/entry.ts'
import { UsageError } from '../model/problem.ts'
import type { Problem } from '../model/problem.ts'
import { isHistory } from './history.ts'
import { foreignResult } from './own-files.ts'
import { marker, reportFiles } from './write.ts'

/** Throws a `UsageError` for a folder with files that no run has written, or
 * with a link where a run writes. Changes nothing. */
export function checkFolder(reportsDir: string): void {
  const names = namesIn(reportsDir)
  if (names.length === 0) return
  const links = linksIn(reportsDir, names)
  if (links.length > 0)
    throw refused({
      fact: `"${join(reportsDir, links[0] ?? '')}" is a link: a run would write or delete elsewhere`,
      hint: 'remove the link, or name another folder for the reports',
    })
  if (isOurs(reportsDir, names)) {
    const result = foreignResult(reportsDir)
    if (result === undefined) return
    throw refused({
      fact: `"${join(reportsDir, result)}" is a result of other tests: a run would delete it`,
      hint: 'name another folder for the reports, or move what is in allure-results elsewhere',
    })
  }
  throw refused({
    fact: `"${reportsDir}" has files that no run has written, such as "${names[0]}"`,
    hint: 'name an empty or a new folder for the reports: a run deletes and overwrites files there',
  })
}

/** Checks a folder that exists, and keeps other users out of all that this
 * process and its children write. */
export function reuseFolder(reportsDir: string): void {
  process.umask(0o077)
  checkFolder(reportsDir)
}

/** The same, and creates and marks the folder. */
export function claimFolder(reportsDir: string): void {
  reuseFolder(reportsDir)
  mkdirSync(reportsDir, { recursive: true, mode: 0o700 })
  if (!namesIn(reportsDir).includes(marker))
    writeFileSync(join(reportsDir, marker), `${note}\n`)
  for (const name of kept) closeToOthers(join(reportsDir, name))
}

const note =
  'Runs of seamwatch write their reports here: they delete and overwrite files of the names in reports/README.md.'

/** Folders that stay from run to run, without the slash. */
const kept = reportFiles
  .filter(({ name, stays }) => stays === 'always' && name.endsWith('/'))
  .map(({ name }) => name.slice(0, -1))

/** Folders in which a run deletes some files and leaves the others. */
const shared = [...kept, 'allure-results']

/** An earlier version let every user of the machine read them. */
function closeToOthers(path: string): void {
  try {
    if (lstatSync(path).isDirectory()) chmodSync(path, 0o700)
  } catch {
    // It is missing, or of another user: then that user decides.
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).toSorted()
  } catch (error) {
    const { code } = Object(error)
    if (code === 'ENOENT') return []
    throw refused({
      fact: `"${folder}" cannot be used for reports: ${code}`,
      hint: 'name a folder that you may write to',
    })
  }
}

/** Links where a run writes: among its own names, and in the folders that
 * stay or that other tools use. */
function linksIn(
  reportsDir: string,
  names: readonly string[],
): readonly string[] {
  const isLink = (path: string): boolean =>
    lstatSync(join(reportsDir, path), {
      throwIfNoEntry: false,
    })?.isSymbolicLink() === true
  const own = new Set(reportFiles.map(({ name }) => name.split('/')[0] ?? ''))
  const top = names.filter((name) => own.has(name) && isLink(name))
  if (top.length > 0) return top
  const deep = reportFiles
    .map(({ name }) => name.replace(/\/$/, ''))
    .filter((name) => name.includes('/') && isLink(name))
  const inside = shared
    .filter((name) => names.includes(name))
    .filter((name) => lstatSync(join(reportsDir, name)).isDirectory())
    .flatMap((name) =>
      namesIn(join(reportsDir, name)).map((inner) => join(name, inner)),
    )
    .filter(isLink)
  return [...deep, ...inside]
}

/** Folders of earlier versions have no marker: what they hold shows it. */
function isOurs(reportsDir: string, names: readonly string[]): boolean {
  if (names.includes(marker)) return true
  const inner = (name: string): readonly string[] =>
    names.includes(name) && lstatSync(join(reportsDir, name)).isDirectory()
      ? namesIn(join(reportsDir, name)).map((it) => join(reportsDir, name, it))
      : []
  const isEmptyButKept = names.every(
    (name) => kept.includes(name) && inner(name).length === 0,
  )
  return (
    isEmptyButKept ||
    isVerdict(join(reportsDir, 'verdict.json')) ||
    inner('ledger').some(isLedger) ||
    inner('history').some((file) => isHistory(textOf(file)))
  )
}

function isVerdict(file: string): boolean {
  try {
    const { schemaVersion, runId, status } = Object(JSON.parse(textOf(file)))
    return (
      typeof schemaVersion === 'number' &&
      typeof runId === 'string' &&
      /^(?:passed|failed|inconclusive)$/.test(String(status))
    )
  } catch {
    return false // missing, or not JSON
  }
}

function isLedger(file: string): boolean {
  const [first = ''] = textOf(file).split('\n')
  return parseLine(first)?.kind === 'opened'
}

/** Empty for what is no file of a size that a run writes. */
function textOf(file: string): string {
  try {
    const stat = lstatSync(file)
    if (!stat.isFile() || stat.size > largest) return ''
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

const largest = 64 * 1024 * 1024

function refused(problem: Omit<Problem, 'code'>): UsageError {
  return new UsageError([{ code: 'argument-invalid', ...problem }])
}
