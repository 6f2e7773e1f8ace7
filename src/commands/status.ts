/** `seamwatch status`: what a monitor knows, without a run. */
import { existsSync } from 'node:fs'
import { read } from '../config/read-option.ts'
import type { Given } from '../config/read-option.ts'
import { statusOf } from '../monitor/status.ts'
import { readStored } from '../monitor/store/read-stored.ts'
import { printOut } from '../secrets/terminal.ts'
import { openMonitor } from './monitor.ts'
import { statusLines } from '../report/terminal/monitor-status.ts'
import { writeTrend } from './show-run.ts'

/** @returns 0 fresh and nothing open that pages, 1 something open, 3 stale or
 * never judged. */
export function status(given: Given): number {
  const source = { env: process.env, given }
  const monitor = openMonitor(given, process.env)
  const { folder, target } = monitor
  const record = existsSync(folder) ? readStored(folder) : undefined
  const shown = statusOf(record, {
    target,
    nowMs: Date.now(),
    maxAgeMs: read('maxAge', source),
  })
  const file = read('html', source)
  if (file !== undefined) writeTrend(monitor, { file, status: shown })
  printOut(
    read('json', source)
      ? JSON.stringify(shown, undefined, 2)
      : statusLines(shown).join('\n'),
  )
  return shown.exitCode
}
