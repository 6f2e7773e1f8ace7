/** What a monitor shows after a run: a page of its days, metrics, a badge. None of
 * it delays or fails a run: what does not work is a note on the terminal. */
import { join } from 'node:path'
import { firstLineOf } from '../model/thrown.ts'
import { statusOf } from '../monitor/status.ts'
import type { MonitorStatus } from '../monitor/status.ts'
import type { MonitorRecord } from '../monitor/store/record.ts'
import { readTrend, refreshTrend } from '../monitor/trend/read-trend.ts'
import type { Trend } from '../monitor/trend/days.ts'
import { badgeOf, renderBadge, renderBadgeJson } from '../report/badge.ts'
import { renderTrend } from '../report/html/trend-page.ts'
import { familiesOf } from '../report/metrics/families.ts'
import { printError } from '../secrets/terminal.ts'
import { writeWhole } from '../secrets/write-file.ts'
import { outside } from './monitor.ts'
import type { Monitor } from './monitor.ts'
import { writeNamedFile } from './named-file.ts'

/** For a gateway or a collector. */
const timeoutMs = 5000

/** After a run, which holds the store. */
export async function showRun(
  monitor: Monitor,
  record: MonitorRecord,
): Promise<void> {
  const { folder, target, settings, policy } = monitor
  const nowMs = Date.now()
  const maxAgeMs = policy.missedAfterMs
  const status = statusOf(record, { target, nowMs, maxAgeMs })
  await noting('the trend', async () => {
    const trend = refreshTrend(folder)
    const { driver, reportsDir } = settings
    const page = renderTrend({ trend, status, driver, nowMs })
    writeWhole(join(reportsDir, 'trend.html'), page)
    const badge = badgeOf(status, trend.last?.status)
    const below = join(reportsDir, 'monitor')
    writeWhole(join(below, 'badge.svg'), renderBadge(badge))
    writeWhole(join(below, 'badge.json'), renderBadgeJson(badge))
    await showMetrics(monitor, { record, trend, nowMs })
  })
}

async function showMetrics(
  { settings: { reportsDir, driver }, target, sinks }: Monitor,
  given: {
    readonly record: MonitorRecord
    readonly trend: Trend
    readonly nowMs: number
  },
): Promise<void> {
  const families = familiesOf(given)
  const described = { families, labels: { target, driver } }
  const { pushgateway, otlp } = sinks
  const { renderMetrics, pushMetrics } =
    await import('../report/metrics/prometheus.ts')
  const file = join(reportsDir, 'monitor', 'metrics.prom')
  writeWhole(file, await renderMetrics(described))
  const pushing =
    pushgateway !== undefined &&
    noting('SEAMWATCH_PUSHGATEWAY_URL', () =>
      pushMetrics(described, { url: pushgateway, timeoutMs }),
    )
  const sending =
    otlp !== undefined &&
    noting('OTEL_EXPORTER_OTLP_METRICS_ENDPOINT', async () => {
      const { sendOtlp } = await import('../report/metrics/otlp.ts')
      const { fetch } = outside()
      const all = { ...described, nowMs: given.nowMs }
      await sendOtlp(all, { url: otlp, fetch, timeoutMs })
    })
  await Promise.all([pushing, sending])
}

async function noting(what: string, act: () => Promise<void>): Promise<void> {
  try {
    await act()
  } catch (error) {
    printError(`note: ${what}: not written: ${firstLineOf(error)}`)
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
