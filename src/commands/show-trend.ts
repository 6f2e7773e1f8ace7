/** The trend page of a monitor: after a run, and on demand. */
import { join } from 'node:path'
import { statusOf } from '../monitor/status.ts'
import type { MonitorStatus } from '../monitor/status.ts'
import type { MonitorRecord } from '../monitor/store/record.ts'
import { readTrend, refreshTrend } from '../monitor/trend/read-trend.ts'
import { renderTrend } from '../report/html/trend-page.ts'
import { firstLineOf } from '../model/thrown.ts'
import { printError } from '../secrets/terminal.ts'
import { writeWhole } from '../secrets/write-file.ts'
import type { Monitor } from './monitor.ts'
import { writeNamedFile } from './named-file.ts'

/** After a run, which holds the store. It never fails the run: what cannot be
 * written is a note on the terminal. */
export function showRun(monitor: Monitor, record: MonitorRecord): void {
  const { folder, target, settings, policy } = monitor
  const nowMs = Date.now()
  const maxAgeMs = policy.missedAfterMs
  const status = statusOf(record, { target, nowMs, maxAgeMs })
  try {
    const trend = refreshTrend(folder)
    const page = renderTrend({ trend, status, driver: settings.driver, nowMs })
    writeWhole(join(settings.reportsDir, 'trend.html'), page)
  } catch (error) {
    printError(`note: trend.html was not written: ${firstLineOf(error)}`)
  }
}

/** For `status --html`. */
export function writeTrend(
  { folder, settings }: Monitor,
  { file, status }: { readonly file: string; readonly status: MonitorStatus },
): void {
  const { driver } = settings
  const trend = readTrend(folder)
  const text = renderTrend({ trend, status, driver, nowMs: Date.now() })
  writeNamedFile('--html', { file, text })
}
