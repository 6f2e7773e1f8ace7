/** What becomes of one cause in one run. */
import type { Cause, CauseState, Phase, SeenCause } from '../model/monitor.ts'
import { changesIn, lastLooks, withLook } from './looks.ts'
import { flap, hold, open, sent } from './opening.ts'
import { isOpening, rules, whyOpen } from './rules.ts'
import type { Step, Surroundings } from './step.ts'

const ended: ReadonlySet<Phase> = new Set(['recovered', 'retired'])
const opened: ReadonlySet<Phase> = new Set(['open', 'flapping'])

export function see(
  { key, class: name, cause, ...how }: SeenCause,
  {
    before,
    around,
  }: { readonly before?: CauseState; readonly around: Surroundings },
): Step {
  const { isConfirmed, accepted, isExpired, isMuted } = how
  const known = cause ?? before ?? unknown(key, name)
  const seen = seenNow(known, { before, around })
  const isExpiring = isExpired === true && before?.phase === 'accepted'
  const isNext = isExpiring || ended.has(seen.phase)
  const now = isNext ? nextEpisode(seen) : seen
  if (accepted) return { next: { ...now, phase: 'accepted', accepted } }
  if (opened.has(now.phase))
    return isFlapping(now, around) ? flap(now, around) : { next: now }
  if (isExpiring) {
    const why = `it was accepted until ${before.accepted?.expires}, and is still there`
    return open(now, { kind: 'expired', why, around })
  }
  // The first run after the window opens it, if it is still there.
  if (isMuted) return { next: { ...now, phase: 'held' } }
  if (now.episode > 1 && isFlapping(now, around)) return flap(now, around)
  const rule = rules[now.class]
  const opening = { looks: now.looks, isConfirmed }
  if (isOpening(rule, opening)) {
    const kind = now.episode > 1 ? 'regressed' : 'opened'
    return open(now, { kind, why: whyOpen(rule, opening), around })
  }
  return hold(now, { before, around })
}

/** Looked for, and not seen. */
export function recover(before: CauseState, around: Surroundings): Step {
  const now = looked(before, { look: '.', at: around.run.startedAt })
  if (ended.has(now.phase) || now.phase === 'held') return { next: now }
  if (isFlapping(now, around)) return flap(now, around)
  const { quiet } = around.flapping
  const isQuiet = lastLooks(now.looks, quiet) === '.'.repeat(quiet)
  if (now.phase === 'flapping' && !isQuiet) return { next: now }
  const why = 'each place that showed it was judged again, and it was not seen'
  return end(now, { phase: 'recovered', why, around })
}

export function retire(before: CauseState, around: Surroundings): Step {
  if (ended.has(before.phase)) return { next: before }
  const why =
    'the suite no longer has the cases that saw it: no run will look for it again, and none has seen it gone'
  return end(before, { phase: 'retired', why, around })
}

/** What an earlier line said of it is lost. */
function unknown(key: string, name: Cause['class']): Cause {
  return { key, class: name, title: key, hint: '', owner: '', findings: [] }
}

function seenNow(
  cause: Cause,
  {
    before,
    around: { run },
  }: {
    readonly before: CauseState | undefined
    readonly around: Surroundings
  },
): CauseState {
  const { startedAt } = run
  const { accepted: _, ...kept } = before ?? firstSeen(cause, startedAt)
  const { key, class: name, title, hint, owner, findings } = cause
  const now = looked(kept, { look: 'x', at: startedAt })
  return {
    ...now,
    key,
    class: name,
    title,
    hint,
    owner,
    findings,
    lastSeen: startedAt,
    runs: { ...now.runs, seen: now.runs.seen + 1 },
  }
}

function firstSeen(cause: Cause, at: string): CauseState {
  return {
    ...cause,
    phase: 'held',
    episode: 1,
    isNoticed: false,
    firstSeen: at,
    lastSeen: at,
    lastLooked: at,
    runs: { seen: 0, looked: 0 },
    looks: '',
  }
}

function looked(
  before: CauseState,
  { look, at }: { readonly look: 'x' | '.'; readonly at: string },
): CauseState {
  const { looks, runs } = before
  return {
    ...before,
    looks: withLook(looks, look),
    lastLooked: at,
    runs: { ...runs, looked: runs.looked + 1 },
  }
}

function nextEpisode(before: CauseState): CauseState {
  const { openedAt: _, hasFlapped: __, ...kept } = before
  return {
    ...kept,
    phase: 'held',
    episode: kept.episode + 1,
    isNoticed: false,
  }
}

function isFlapping(
  { hasFlapped, looks, class: name }: CauseState,
  { flapping: { changes, of } }: Surroundings,
): boolean {
  if (hasFlapped || rules[name].opens === 'never') return false
  return changesIn(lastLooks(looks, of)) >= changes
}

/** Only those who were sent that it began are sent that it ended. */
function end(
  now: CauseState,
  {
    phase,
    why,
    around,
  }: {
    readonly phase: Phase
    readonly why: string
    readonly around: Surroundings
  },
): Step {
  const next: CauseState = { ...now, phase }
  if (!now.isNoticed) return { next }
  const notice = sent(next, { kind: 'recovered', urgency: 'low', why, around })
  return { next: { ...next, isNoticed: false }, notice }
}
