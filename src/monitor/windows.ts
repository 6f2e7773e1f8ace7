/** Maintenance windows: while one is open, the classes that it names send
 * nothing. */
import { Cron } from 'croner'
import type { FindingClass } from '../model/catalog.ts'
import type { JsonValue } from '../model/contract.ts'
import { listOr } from '../model/json.ts'
import type { Path } from '../model/path.ts'
import { own, textOf } from '../scenario/json.ts'
import type { Fault } from '../scenario/parse/source.ts'
import type { Window } from './policy.ts'
import { durationMs } from './policy-values.ts'

const usual: readonly FindingClass[] = ['outage', 'latency']

export function windowFaults(window: JsonValue, path: Path): readonly Fault[] {
  const text = (key: string) => textOf(own(window, key))
  const fault = (key: string, fact: string, hint: string): Fault => ({
    code: 'value-invalid',
    fact,
    hint,
    spot: { path: key === '' ? path : [...path, key], at: 'value' },
  })
  const zone = text('zone') ?? 'UTC'
  const isZone = Intl.supportedValuesOf('timeZone').includes(zone)
  const zones =
    isZone || zone === 'UTC'
      ? []
      : [
          fault(
            'zone',
            `"${zone}" is not a time zone`,
            'write one such as Europe/Berlin',
          ),
        ]
  const [from, to] = [text('from'), text('to')]
  const isRepeated = text('every') !== undefined
  const isOnce = from !== undefined && to !== undefined
  if (isRepeated === isOnce || (isRepeated && text('for') === undefined))
    return [
      ...zones,
      fault(
        '',
        'a window needs either "from" and "to", or "every" and "for"',
        'write from: 2027-03-14T02:00:00Z and to: …, or every: Sun 02:00 and for: 2h',
      ),
    ]
  const instants = [
    ['from', from],
    ['to', to],
  ] as const
  const unreadable = instants
    .filter(([, at]) => at !== undefined && Number.isNaN(Date.parse(at)))
    .map(([key, at]) =>
      fault(key, `"${at}" is not an instant`, 'write 2027-03-14T02:00:00Z'),
    )
  if (isOnce && unreadable.length === 0 && Date.parse(from) >= Date.parse(to))
    return [
      ...zones,
      fault('to', 'the window ends before it begins', 'swap them'),
    ]
  return [...zones, ...unreadable]
}

/** @param window without faults. */
export function readWindow(window: JsonValue): Window {
  const text = (key: string) => textOf(own(window, key))
  const [every, from, to] = [text('every'), text('from'), text('to')]
  const classes = listOr(own(window, 'of')).flatMap((it) => textOf(it) ?? [])
  return {
    ...(every !== undefined && { every }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    forMs: durationMs(text('for') ?? '0s'),
    zone: text('zone') ?? 'UTC',
    // The schema allows classes alone.
    of: classes.length > 0 ? (classes as readonly FindingClass[]) : usual,
    why: text('why') ?? '',
  }
}

/** @param atMs in milliseconds. */
export function isInside(
  { every, from, to, forMs, zone }: Window,
  atMs: number,
): boolean {
  if (every === undefined)
    return Date.parse(from ?? '') <= atMs && atMs < Date.parse(to ?? '')
  const [day = '', time = ''] = every.split(' ')
  const [hour, minute] = time.split(':').map(Number)
  const pattern = `${minute} ${hour} * * ${day === 'day' ? '*' : day}`
  // The first that begins after one that would have ended by now.
  const begins = new Cron(pattern, { timezone: zone }).nextRun(
    new Date(atMs - forMs),
  )
  return begins !== null && begins.getTime() <= atMs
}

/** The classes that send nothing at an instant. */
export function mutedAt(
  windows: readonly Window[],
  atMs: number,
): ReadonlySet<FindingClass> {
  const open = windows.filter((window) => isInside(window, atMs))
  return new Set(open.flatMap((window) => window.of))
}
