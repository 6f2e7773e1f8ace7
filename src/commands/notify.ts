/** `seamwatch notify`: delivers what waits, tests a channel, or explains why a
 * cause was sent or not. */
import { existsSync } from 'node:fs'
import { read } from '../config/read-option.ts'
import type { Given } from '../config/read-option.ts'
import { newRunId } from '../config/handover.ts'
import { UsageError } from '../model/problem.ts'
import { explainCause } from '../monitor/explain.ts'
import { deliver } from '../monitor/notify/deliver.ts'
import { testNotice } from '../monitor/own-notices.ts'
import { openFolderStore } from '../monitor/store/folder-store.ts'
import { openMemoryStore } from '../monitor/store/memory-store.ts'
import { readStored } from '../monitor/store/read-stored.ts'
import { hintFor } from '../scenario/check/closest.ts'
import { printError, printOut } from '../secrets/terminal.ts'
import { lockMonitor, openMonitor, outside } from './monitor.ts'
import type { Monitor } from './monitor.ts'

/** @returns 0 all is delivered, 1 a channel did not take it, 3 another process
 * holds the store. */
export async function notify(given: Given): Promise<number> {
  const source = { env: process.env, given }
  const monitor = openMonitor(given, process.env)
  const channel = read('test', source)
  if (channel !== undefined) return testOne(monitor, channel)
  const key = read('explain', source)
  return key === undefined ? flush(monitor) : explain(monitor, key)
}

/** A marked notice, to one channel. */
async function testOne(monitor: Monitor, name: string): Promise<number> {
  const { policy, target } = monitor
  const channel = policy.channels.find((it) => it.name === name)
  if (!channel)
    throw usage(
      `the policy has no channel "${name}"`,
      hintFor(
        name,
        policy.channels.map((it) => it.name),
      ),
    )
  const store = openMemoryStore()
  const at = new Date().toISOString()
  const notice = testNotice({ target, runId: newRunId(), at })
  await store.commit([{ type: 'noticed', notice, channels: [name] }])
  return sent(monitor, store, { channels: [channel] })
}

async function flush(monitor: Monitor): Promise<number> {
  const { folder, policy } = monitor
  if (!existsSync(folder)) {
    printOut('Nothing waits: no run of this monitor has written here yet.')
    return 0
  }
  const lock = lockMonitor(folder)
  if (!lock) return 3
  try {
    return await sent(monitor, openFolderStore(folder), policy)
  } finally {
    lock.release()
  }
}

async function sent(
  { policy, target, settings }: Monitor,
  store: ReturnType<typeof openMemoryStore>,
  { channels }: Pick<Monitor['policy'], 'channels'>,
): Promise<number> {
  const { taken, record } = await deliver({
    store,
    policy: { ...policy, channels },
    target,
    driver: settings.driver,
    ...outside(),
  })
  for (const [name, { message }] of Object.entries(record.failing))
    printError(`${name}: not delivered: ${message}`)
  printOut(`delivered ${taken}, waiting ${record.outbox.length}`)
  return record.outbox.length === 0 ? 0 : 1
}

function explain({ folder, policy }: Monitor, key: string): number {
  const record = existsSync(folder) ? readStored(folder) : undefined
  const causes = record?.state.causes ?? {}
  const cause = causes[key]
  if (!cause || !record)
    throw usage(
      `the monitor knows no cause "${key}"`,
      hintFor(key, Object.keys(causes)),
    )
  printOut(explainCause(cause, { policy, record }).join('\n'))
  return 0
}

function usage(fact: string, hint: string): UsageError {
  return new UsageError([{ code: 'argument-invalid', fact, hint }])
}
