/** Confirms what a run saw: its cases run again after a pause, and an outage is
 * looked at until it has lasted. What was seen first stays in the verdict. */
import { setTimeout as sleepFor } from 'node:timers/promises'
import type { Cause, MonitorState } from '../model/monitor.ts'
import { plural } from '../model/plural.ts'
import type { OutcomeRecord } from '../model/outcome.ts'
import { groupFindings } from '../verdict/group.ts'
import { causesIn } from './judged.ts'
import type { Policy } from './policy.ts'
import { rules } from './rules.ts'

type Look = (ids: ReadonlySet<string>) => Promise<readonly OutcomeRecord[]>

export type ConfirmOptions = {
  readonly state: MonitorState
  readonly policy: Pick<Policy, 'confirmAfterMs' | 'outageAfterMs'>
  readonly look: Look
  readonly stopped: AbortSignal
  readonly say: (line: string) => void
}

/** When an outage is looked at, as parts of the time that it may last. */
const looks = [0.1, 0.3, 0.6, 1]

/** An outage of everything shows in each of them. */
const casesOfOutage = 3

/** @returns the keys of what was seen again, or lasted. */
export async function confirm(
  outcomes: readonly OutcomeRecord[],
  options: ConfirmOptions,
): Promise<ReadonlySet<string>> {
  const { state, policy, stopped } = options
  const fresh = heldIn(outcomes).filter(({ key }) => isNew(key, state))
  const quick = fresh.filter((it) => rules[it.class].opens === 'confirmed')
  const outages = fresh.filter((it) => rules[it.class].opens === 'lasting')
  const confirmed = new Set<string>()
  if (quick.length > 0 && policy.confirmAfterMs > 0) {
    const ids = casesOf(quick)
    options.say(pauseLine(quick.length, { ids, ms: policy.confirmAfterMs }))
    if (await pause(policy.confirmAfterMs, stopped))
      for (const key of await seenAgain(ids, options)) confirmed.add(key)
  }
  if (outages.length > 0)
    for (const key of await lasting(outages, options)) confirmed.add(key)
  return new Set(
    fresh.map(({ key }) => key).filter((key) => confirmed.has(key)),
  )
}

async function lasting(
  outages: readonly Cause[],
  { policy: { outageAfterMs }, ...options }: ConfirmOptions,
): Promise<ReadonlySet<string>> {
  const since = performance.now()
  let still = outages
  for (const part of looks) {
    if (still.length === 0) break
    const restMs = part * outageAfterMs - (performance.now() - since)
    const ids = casesOf(still, casesOfOutage)
    options.say(
      `an outage: looked at again in ${seconds(Math.max(restMs, 0))}; it pages after ${seconds(outageAfterMs)}`,
    )
    if (!(await pause(Math.max(restMs, 0), options.stopped))) return new Set()
    const seen = await seenAgain(ids, options)
    still = still.filter(({ key }) => seen.has(key) || seen.has('outage'))
  }
  return new Set(still.map(({ key }) => key))
}

async function seenAgain(
  ids: ReadonlySet<string>,
  { look }: Pick<ConfirmOptions, 'look'>,
): Promise<ReadonlySet<string>> {
  const outcomes = await look(ids)
  return new Set(heldIn(outcomes).map(({ key }) => key))
}

/** What counts, heaviest first. */
function heldIn(outcomes: readonly OutcomeRecord[]): readonly Cause[] {
  const findings = groupFindings(outcomes, undefined).map((finding) => ({
    ...finding,
    since: 'unknown' as const,
    firstSeen: '',
  }))
  return causesIn({ findings }, outcomes)
    .filter(({ findings: all }) => !all.every((it) => it.accepted))
    .map(({ cause }) => cause)
}

function isNew(key: string, { causes }: MonitorState): boolean {
  const phase = causes[key]?.phase
  return phase !== 'open' && phase !== 'flapping'
}

function casesOf(
  causes: readonly Cause[],
  atMost = Infinity,
): ReadonlySet<string> {
  const ids = causes.flatMap(({ findings }) =>
    findings.flatMap(({ seenAt }) => seenAt.map((it) => it.case)),
  )
  return new Set([...new Set(ids)].slice(0, atMost))
}

/** @returns false if a person has stopped the run meanwhile. */
async function pause(ms: number, stopped: AbortSignal): Promise<boolean> {
  try {
    await sleepFor(ms, undefined, { signal: stopped })
  } catch {
    // Aborted.
  }
  return !stopped.aborted
}

function pauseLine(
  causes: number,
  { ids, ms }: { readonly ids: ReadonlySet<string>; readonly ms: number },
): string {
  const isOne = causes === 1
  const whose = isOne ? 'its' : 'their'
  const cases = plural(ids.size, 'case')
  return `${plural(causes, 'cause')} ${isOne ? 'is' : 'are'} new: ${whose} ${cases} will run again in ${seconds(ms)}`
}

function seconds(ms: number): string {
  return `${Number((ms / 1000).toFixed(1))} s`
}
