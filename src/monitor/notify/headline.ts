/** What a notice says in a few words. */
import type { NoticeKind } from '../../model/monitor.ts'
import { plural } from '../../model/plural.ts'
import type { Payload } from './payload.ts'

const words: Readonly<Record<NoticeKind, string>> = {
  opened: 'opened',
  regressed: 'came back',
  flapping: 'comes and goes',
  recovered: 'recovered',
  expired: 'is no longer accepted',
  unconfirmed: 'seen once, not confirmed',
  missed: 'a run was missed',
  damaged: 'the store was repaired',
  undelivered: 'a channel takes no notices',
}

/** `opened on production (api), page` */
export function headlineOf(payload: Payload): string {
  const { kind, target, driver, urgency, episode = 1 } = payload
  const which = kind === 'regressed' ? `, episode ${episode}` : ''
  const rings = urgency === 'page' ? ', page' : ''
  return `${words[kind]} on ${target} (${driver})${which}${rings}`
}

/** What a person asks next: whose it is, since when, how often. */
export function factsOf(payload: Payload): readonly string[] {
  const { owner, openedAt, firstSeen, runs, late, timestamp, run } = payload
  const lasted = durationOf(payload)
  const facts: Readonly<Record<string, string | undefined>> = {
    owner,
    opened: openedAt && shown(openedAt),
    lasted,
    'first seen':
      firstSeen === openedAt ? undefined : firstSeen && shown(firstSeen),
    'seen in': runs && `${runs.seen} of ${plural(runs.looked, 'run')}`,
    late: late ? `it is of ${shown(timestamp)}` : undefined,
    run: run.id,
  }
  return Object.entries(facts).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${value}`],
  )
}

/** `2026-01-03 02:00 UTC` */
function shown(instant: string): string {
  return `${instant.slice(0, 16).replace('T', ' ')} UTC`
}

/** How long the episode lasted that is over: `2 h 5 min`. */
function durationOf({
  kind,
  openedAt,
  timestamp,
}: Payload): string | undefined {
  if (kind !== 'recovered' || openedAt === undefined) return undefined
  const all = Math.round(
    (Date.parse(timestamp) - Date.parse(openedAt)) / 60_000,
  )
  const minutes = Math.max(0, all)
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return `${hours} h ${minutes % 60} min`
  return `${Math.floor(hours / 24)} d ${hours % 24} h`
}
