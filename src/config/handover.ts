/** Handover: data that the processes of one run pass on. The command passes it
 * to Playwright's main process, this one to its workers, a worker to its
 * successor.
 *
 * One variable holds the run id and the target, as keys must not be in a file.
 * One folder below the reports holds the rest. */
import { randomBytes } from 'node:crypto'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { Memory } from '../auth/credential-check.ts'
import type { Target } from '../auth/target.ts'
import type { KnownIssues } from '../model/acceptance.ts'
import type { Adopted } from '../model/basis.ts'
import type { Problem } from '../model/problem.ts'
import type { Scenario } from '../model/scenario.ts'
import { nothingSwept } from '../model/swept.ts'
import type { Swept } from '../model/swept.ts'
import type { Environment } from './environment.ts'

const variable = 'SEAMWATCH_HANDOVER'

export type Handover = {
  /** The id of the run in markers and reports; a few letters and digits. */
  readonly runId: string
  /** Where the command wrote the checked scenarios; absent without command. */
  readonly suiteFile?: string
  readonly target?: Target
  /** Where `seamwatch review` wrote its record, for the Allure report. */
  readonly reviewFile?: string
  /** Where `seamwatch gate` wrote its answer, for the Allure report. */
  readonly gateFile?: string
  /** Requests of the budget that the cases do not need; absent without command
   * or budget. */
  readonly spareRequests?: number
}

export function newRunId(): string {
  return randomBytes(4).toString('hex')
}

export function readHandover(env: Environment): Handover | undefined {
  const text = env[variable]
  return text ? (JSON.parse(text) as Handover) : undefined // by handoverIn
}

/** As variables, for a process that this one starts. */
export function handoverIn(handover: Handover): Environment {
  return { [variable]: JSON.stringify(handover) }
}

/** Passes it to all processes that this one starts from now on. */
export function handOver(part: Partial<Handover>): void {
  const handover = readHandover(process.env) ?? { runId: newRunId() }
  Object.assign(process.env, handoverIn({ ...handover, ...part }))
}

/** The target that the main process started, or chose. */
export function runningTarget(): Target {
  const target = readHandover(process.env)?.target
  if (target === undefined) throw new Error('no target was started')
  return target
}

function inFolder(reportsDir: string, name = ''): string {
  return join(reportsDir, 'handover', name)
}

/** Deletes the counters: a killed run may have left some. */
export function clearHandover(reportsDir: string): void {
  rmSync(inFolder(reportsDir), { recursive: true, force: true })
}

/** Deletes everything except the suite: before the first case and after the
 * last. */
export function clearCounts(reportsDir: string): void {
  for (const name of ['counts', 'memory']) {
    rmSync(inFolder(reportsDir, name), { recursive: true, force: true })
  }
  clearIfEmpty(reportsDir)
}

/** The folder of `openCounters`, which all workers share. */
export function countsFolder(reportsDir: string): string {
  return inFolder(reportsDir, 'counts')
}

/** Playwright replaces a worker after each failed test. The next worker must
 * know what the run has reported already, or it would report the same
 * again. */
export function openMemory(
  reportsDir: string,
  name: 'refused' | 'known',
): Memory {
  const file = inFolder(reportsDir, join('memory', name))
  return {
    recall: () =>
      existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [],
    remember: (fact) => {
      mkdirSync(dirname(file), { recursive: true })
      appendFileSync(file, `${fact}\n`)
    },
  }
}

/** The scenarios, checked: plain data that a file can hold. */
export type CheckedScenarios = {
  readonly scenarios: readonly Scenario[]
  readonly problems: readonly Problem[]
  /** Absent without command. */
  readonly known?: KnownIssues
  /** Absent without command. */
  readonly adopted?: readonly Adopted[]
}

/** So that no other process must check the scenarios: that takes long.
 * @returns the file. */
export function writeSuite(
  reportsDir: string,
  { scenarios, problems, known, adopted }: CheckedScenarios,
): string {
  const file = inFolder(reportsDir, 'suite.json')
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, JSON.stringify({ scenarios, problems, known, adopted }))
  return file
}

export function readSuite(file: string): CheckedScenarios {
  const text = readFileSync(file, 'utf8')
  return JSON.parse(text) as CheckedScenarios // by writeSuite
}

export function writeSwept(reportsDir: string, sweeps: readonly Swept[]): void {
  const whole: Swept = {
    items: sweeps.flatMap(({ items }) => items),
    notes: [...new Set(sweeps.flatMap(({ notes }) => notes))],
    isComplete: sweeps.every(({ isComplete }) => isComplete),
  }
  mkdirSync(inFolder(reportsDir), { recursive: true })
  writeFileSync(inFolder(reportsDir, 'swept.json'), JSON.stringify(whole))
}

/** Reads the file and deletes it: the verdict has the same. Throws for a file
 * that is cut off. */
export function takeSwept(reportsDir: string): Swept {
  const file = inFolder(reportsDir, 'swept.json')
  if (!existsSync(file)) return nothingSwept
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Swept // by writeSwept
  } finally {
    rmSync(file)
    clearIfEmpty(reportsDir)
  }
}

function clearIfEmpty(reportsDir: string): void {
  const folder = inFolder(reportsDir)
  if (existsSync(folder) && readdirSync(folder).length === 0) rmdirSync(folder)
}
