/** The lines of the gate: what does not decide first, then what is new, the
 * heaviest last, and the answer as the last line. At most 25. */
import type { GateResult } from '../../gate/gate.ts'
import { titleOfRelease } from '../../model/language.ts'
import { plural } from '../../model/plural.ts'
import { visible } from '../../secrets/visible.ts'
import { causesByPart, shortened, whereOf } from '../gate/causes.ts'
import type { Cause } from '../gate/causes.ts'
import { gateIssueLines } from './gate-issues.ts'
import { renderDuration } from './duration.ts'

/** How many of each kind have lines of their own. */
const most = { whole: 2, short: 2, others: 2 } as const

export function gateLines(
  result: GateResult,
  folder: string,
): readonly string[] {
  const { findings, baseline } = result
  const parts = causesByPart(findings)
  const before = baseline ? baseline.version : 'the baseline'
  const decisive = [
    ...freshLines(parts.fresh),
    figuresOf(result, folder),
    answerOf(result),
  ]
  const others = [
    ...short(`Carried over, ${before} does it, too`, parts.carriedOver),
    ...gateIssueLines(result),
    ...notJudgedLines(result),
    ...newNoteLines(parts.notes),
  ]
  const room = linesAtMost - decisive.length
  const isLong = others.length > room
  const shownOthers = isLong
    ? [...others.slice(0, room - 1), '  and more: gate.html has it all']
    : others
  return [...shownOthers, ...decisive].map((line) => visible(line, 240))
}

const linesAtMost = 25

/** A note fails nothing, and may still be what a reader must know. */
function newNoteLines(notes: readonly Cause[]): readonly string[] {
  const fresh = notes.filter(({ since }) => since === 'new')
  return fresh.length === 0
    ? []
    : [
        `New notes (${fresh.length}): ${shortened(
          fresh.map(({ code, at }) => `${code} at ${at}`),
          3,
        )}`,
      ]
}

/** One line each. */
function short(title: string, causes: readonly Cause[]): readonly string[] {
  if (causes.length === 0) return []
  return [
    `${title} (${causes.length})`,
    ...causes.slice(0, most.others).map((cause) => `  ${lineOf(cause)}`),
    ...moreOf(causes.length - most.others),
  ]
}

function lineOf(cause: Cause): string {
  return `${cause.code}: ${cause.at}: ${cause.received[0] ?? ''} (${whereOf(cause, { most: 1 })})`
}

function moreOf(count: number): readonly string[] {
  return count > 0 ? [`  and ${count} more`] : []
}

function notJudgedLines({ notJudged }: GateResult): readonly string[] {
  if (notJudged.length === 0) return []
  return [
    `Not judged (${notJudged.length})`,
    ...notJudged
      .slice(0, most.others)
      .map(
        ({ what, reason, fix }) =>
          `  ${what}: ${reason}${fix === undefined ? '' : ` → ${fix}`}`,
      ),
    ...moreOf(notJudged.length - most.others),
  ]
}

/** The heaviest are whole, and last: a reader begins at the end. */
function freshLines(causes: readonly Cause[]): readonly string[] {
  if (causes.length === 0) return []
  const rest = causes.slice(most.whole)
  return [
    `New (${causes.length})`,
    ...moreOf(rest.length - most.short),
    ...rest
      .slice(0, most.short)
      .toReversed()
      .map((cause) => `  ${lineOf(cause)}`),
    ...causes.slice(0, most.whole).toReversed().flatMap(wholeLines),
  ]
}

function wholeLines(cause: Cause): readonly string[] {
  const { code, title, hint, at, findings, received } = cause
  const [{ expected }] = findings
  return [
    `  ${code}: ${title}`,
    `    where     ${at} · ${whereOf(cause, { most: 2 })}`,
    `    expected  ${expected}`,
    `    received  ${shortened(received, 1)}`,
    `    → ${hint}`,
  ]
}

function figuresOf(
  { judged, findings, notJudged, durationMs }: GateResult,
  folder: string,
): string {
  const { carriedOver, notes } = causesByPart(findings)
  const fresh = notes.filter(({ since }) => since === 'new').length
  return [
    `carried over ${carriedOver.length}`,
    `notes ${notes.length}${fresh > 0 ? ` (${fresh} new)` : ''}`,
    `not judged ${notJudged.length}`,
    [
      plural(judged.cases, 'case'),
      plural(judged.calls, 'call'),
      plural(judged.requests, 'request'),
      plural(judged.declarations, 'declaration'),
    ].join(', '),
    renderDuration(durationMs),
    `the page: ${folder}/gate.html`,
  ].join(' · ')
}

function answerOf({ answer, release, baseline, why }: GateResult): string {
  const against = baseline ? baseline.version : 'no other release'
  return `${answer.toUpperCase()}  ${titleOfRelease(release)}, against ${against}: ${why}`
}
