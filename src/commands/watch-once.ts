/** One run of a monitor: judges, remembers, and delivers what is to be sent. */
import { mkdirSync } from 'node:fs'
import { newRunId } from '../config/handover.ts'
import { quieten } from '../config/quiet.ts'
import type { Given } from '../config/read-option.ts'
import type { MonitorState } from '../model/monitor.ts'
import { advance } from '../monitor/advance.ts'
import { confirm } from '../monitor/confirm.ts'
import { judgedRun } from '../monitor/judged.ts'
import { measured } from '../monitor/measured.ts'
import { damagedIn, missedBefore } from '../monitor/own-notices.ts'
import { channelsFor } from '../monitor/notify/channels.ts'
import { deliver } from '../monitor/notify/deliver.ts'
import { openKeeper } from '../monitor/notify/keeper.ts'
import { openHeartbeat } from '../monitor/notify/heartbeat.ts'
import { openFolderStore } from '../monitor/store/folder-store.ts'
import type { Event } from '../monitor/store/record.ts'
import { mutedAt } from '../monitor/windows.ts'
import { claimFolder } from '../report/folder.ts'
import type { Concluded } from '../report/playwright/conclude.ts'
import { printError, printOut } from '../secrets/terminal.ts'
import { lockMonitor, openMonitor, outside } from './monitor.ts'
import type { Monitor } from './monitor.ts'
import { runOnce, startQuiet } from './run.ts'
import type { Ran } from './run.ts'
import { showRun } from './show-run.ts'

/** @returns how the run ended; exit code 3 where another run holds the store. */
export async function watchOnce(given: Given): Promise<Ran> {
  const monitor = openMonitor(given, process.env)
  const { settings, folder } = monitor
  const quiet = quieten(process.env, settings.choice)
  if (quiet.notes.length > 0) await startQuiet(quiet.env, settings)
  claimFolder(settings.reportsDir)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const lock = lockMonitor(folder)
  if (!lock) return { exitCode: 3, end: 'ended' }
  try {
    return await watchLocked(monitor, given)
  } finally {
    lock.release()
  }
}

/** The store is locked, so a run that did not end has no process any more. */
async function watchLocked(monitor: Monitor, given: Given): Promise<Ran> {
  const { settings, policy, target, folder } = monitor
  const store = openFolderStore(folder)
  const keeper = await openKeeper(store)
  const runId = newRunId()
  const heartbeat = openHeartbeat({ policy, runId, ...outside() })
  const record = keeper.record()
  const at = new Date().toISOString()
  const start = { runId, at, target, missedAfterMs: policy.missedAfterMs }
  const own = [missedBefore(record, start), damagedIn(keeper.damage, start)]
  let hasStarted = false
  const starting = async (): Promise<void> => {
    hasStarted = true
    await keeper.commit([
      { type: 'started', runId, at },
      ...own
        .flatMap((notice) => notice ?? [])
        .map((notice): Event => ({
          type: 'noticed',
          notice,
          channels: channelsFor(notice, policy),
        })),
    ])
    warnOf(await heartbeat.ping('start'))
  }
  const { state } = record
  const options = { monitor, state, runId, starting }
  const { ran, event } = await judge(given, options)
  // The input was wrong: nothing was sent, and nothing is remembered.
  if (!hasStarted) return ran
  await keeper.commit([event])
  const { record: after } = await deliver({
    store,
    policy,
    target,
    driver: settings.driver,
    run: { id: runId, startedAt: at },
    ...outside(),
  })
  const isJudged = ran.exitCode === 0 || ran.exitCode === 1
  const isUndelivered = after.outbox.some(
    ({ notice }) => notice.urgency === 'page',
  )
  await showRun(monitor, after)
  const ping = isJudged && !isUndelivered ? 'success' : 'fail'
  warnOf(await heartbeat.ping(ping, `exit code ${ran.exitCode}`))
  return ran
}

async function judge(
  given: Given,
  {
    monitor: { policy, target },
    state,
    runId,
    starting,
  }: {
    readonly monitor: Monitor
    readonly state: MonitorState
    readonly runId: string
    readonly starting: () => Promise<void>
  },
): Promise<{ readonly ran: Ran; readonly event: Event }> {
  let confirmed: ReadonlySet<string> = new Set()
  let judged: Concluded | undefined
  const ran = await runOnce(given, {
    runId,
    starting,
    afterCases: async (outcomes, around) => {
      const options = { state, policy, ...around, say: printOut }
      confirmed = await confirm(outcomes, options)
    },
    concluded: (it) => {
      judged = it
    },
  })
  if (!judged)
    return {
      ran,
      event: { type: 'ended', runId, at: new Date().toISOString() },
    }
  const { flapping, windows } = policy
  const muted = mutedAt(windows, Date.parse(judged.verdict.startedAt))
  const run = judgedRun({ ...judged, confirmed, muted }, state)
  const { notices } = advance(state, { run, target, flapping })
  const channels = Object.fromEntries(
    notices.map((notice) => [notice.id, channelsFor(notice, policy)]),
  )
  const metrics = measured({ ...judged, muted })
  return {
    ran,
    event: { type: 'judged', run, target, flapping, channels, metrics },
  }
}

function warnOf({ message }: { readonly message?: string }): void {
  if (message !== undefined) printError(`note: ${message}`)
}
