/** `seamwatch watch`: the monitor. Runs once, at an interval, or by a schedule. */
import { Cron } from 'croner'
import { read } from '../config/read-option.ts'
import type { Given } from '../config/read-option.ts'
import { UsageError } from '../model/problem.ts'
import { printError, printOut } from '../secrets/terminal.ts'
import { exitCodeOf } from './failure.ts'
import { openMonitor } from './monitor.ts'
import { stopOnSignal } from './stop-on-signal.ts'
import type { Ran } from './run.ts'
import { watchOnce } from './watch-once.ts'

/** When the next run starts, in milliseconds since the epoch.
 * @param startedMs when the last one started; absent before the first. */
type Next = (startedMs: number | undefined) => number

/** The light way: an Allure report takes longer than a short run. */
const light = { summaryOnly: true } as const

/** @returns the exit code of the last run. */
export async function watch(given: Given): Promise<number> {
  const all = { ...given, ...light }
  const next = scheduleOf(given)
  // What is wrong with the settings is said now, not at the first run.
  if (next) openMonitor(all, process.env)
  const { exitCode, end } = await (next ? watchOn(all, next) : watchOnce(all))
  // What was under way when it was stopped would go on.
  if (end !== 'ended') process.exit(exitCode)
  return exitCode
}

/** @throws UsageError unless one of the three is given. */
function scheduleOf(given: Given): Next | undefined {
  const source = { env: process.env, given }
  const everyMs = read('every', source)
  const pattern = read('cron', source)
  const chosen = [read('once', source), everyMs, pattern].filter(Boolean)
  if (chosen.length !== 1)
    throw usage(
      `watch needs one of --once, --every and --cron, but received ${chosen.length === 0 ? 'none' : 'several'}`,
      "--once for a scheduler, --every 15m, or --cron '17 2 * * *' --zone Europe/Berlin",
    )
  if (everyMs !== undefined)
    return (startedMs) =>
      startedMs === undefined ? Date.now() : startedMs + everyMs
  if (pattern === undefined) return undefined
  const cron = cronOf(pattern, read('zone', source))
  return () => cron.nextRun()?.getTime() ?? Infinity
}

function cronOf(pattern: string, timezone: string): Cron {
  try {
    const cron = new Cron(pattern, { timezone, paused: true })
    cron.nextRun()
    return cron
  } catch (error) {
    throw usage(
      `--cron: "${pattern}" in zone "${timezone}" is no schedule: ${Object(error).message}`,
      "give five fields, such as '17 2 * * *', and a zone such as Europe/Berlin",
    )
  }
}

/** A run that takes longer than the interval delays the next one: there is no
 * burst afterwards. */
async function watchOn(given: Given, next: Next): Promise<Ran> {
  const stopping = new AbortController()
  let exitCode = 0
  let startedMs: number | undefined
  for (;;) {
    const release = stopOnSignal({
      stop: () => stopping.abort(),
      kill: () => process.exit(2),
    })
    const atMs = Math.max(next(startedMs), Date.now())
    const isDue = await waitUntil(atMs, stopping.signal)
    release()
    if (!isDue) return { exitCode, end: 'ended' }
    startedMs = Date.now()
    printOut(`\nrun of ${new Date(startedMs).toISOString()}`)
    try {
      const ran = await watchOnce(given)
      if (ran.end !== 'ended') return ran
      exitCode = ran.exitCode
    } catch (error) {
      exitCode = exitCodeOf(error)
    }
    if (exitCode === 2) printError('the monitor goes on with its next run')
  }
}

/** By the wall clock, which may be set, or stand still while a machine sleeps.
 * @returns false if it was stopped. */
async function waitUntil(atMs: number, stopped: AbortSignal): Promise<boolean> {
  const { setTimeout: sleep } = await import('node:timers/promises')
  while (!stopped.aborted && Date.now() < atMs) {
    const ms = Math.min(atMs - Date.now(), longestNapMs)
    await sleep(ms, undefined, { signal: stopped }).catch(() => {})
  }
  return !stopped.aborted
}

const longestNapMs = 30_000

function usage(fact: string, hint: string): UsageError {
  return new UsageError([{ code: 'argument-invalid', fact, hint }])
}
