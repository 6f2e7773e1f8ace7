/** The closing words of a run in the terminal: findings first, verdict last. */
import type { Colour, Paint } from './paint.ts'
import { renderDuration } from './progress.ts'
import { plural } from './status.ts'
import type { Verdict, VerdictFinding, VerdictStatus } from './types.ts'
import { visible } from './visible.ts'
import { classesByWeight } from './weight.ts'

export type ClosingOptions = {
  readonly paint: Paint
  /** Where the report is or will be. */
  readonly report: string
  /** What went wrong beside the run: a damaged history, say. */
  readonly warnings?: readonly string[]
}

const colours: Readonly<Record<VerdictStatus, Colour>> = {
  passed: 'green',
  failed: 'red',
  inconclusive: 'yellow',
}

export function renderClosing(
  verdict: Verdict,
  { paint, report, warnings = [] }: ClosingOptions,
): string {
  const heading = (text: string) => paint('bold', text)
  return [
    ...findingSections(verdict, paint),
    ...section(
      heading(`Errors of the suite (${verdict.suiteErrors.length})`),
      verdict.suiteErrors.flatMap(({ what, message }) => [
        what,
        `  ${message}`,
      ]),
    ),
    ...section(
      heading(`Gone since ${verdict.comparedWith ?? 'the last run'}`),
      verdict.gone.map(
        ({ code, operation, at }) => `${operation} · ${at} · ${code}`,
      ),
    ),
    ...section(
      heading(`Not judged (${verdict.notJudged.length})`),
      byReason(verdict),
    ),
    ...section(
      heading(`Left behind (${verdict.leftBehind.length})`),
      verdict.leftBehind.flatMap(({ case: title, what, reason }) => [
        `${what}: ${reason}`,
        `  ${visible(title)}`,
      ]),
    ),
    ...section(heading('Warnings'), warnings),
    '',
    ...numbers(verdict),
    `report     ${report}`,
    '',
    visible(verdict.why, 500),
    `verdict: ${paint(colours[verdict.status], verdict.status)}`,
  ].join('\n')
}

function findingSections(verdict: Verdict, paint: Paint): string[] {
  const { findings } = verdict
  const isCompared = verdict.comparedWith !== null
  return classesByWeight.flatMap((name) => {
    const own = findings.filter((finding) => finding.class === name)
    const [first] = own
    if (!first) return []
    const colour = first.effect === 'fails' ? 'red' : 'yellow'
    const title = first.effect === 'listed' ? `${name}, listed only` : name
    return section(
      paint(colour, `${title.toUpperCase()} (${own.length})`),
      own
        .flatMap((finding) => [
          `${paint('bold', finding.title)}${asides(finding, isCompared)}`,
          ...describe(finding),
          '',
        ])
        .slice(0, -1),
    )
  })
}

function asides(finding: VerdictFinding, isCompared: boolean): string {
  const { occurrences, since, firstSeen } = finding
  const times = occurrences > 1 ? ` ×${occurrences}` : ''
  const age = since === 'new' ? ' (new)' : ` (known since ${firstSeen})`
  return `${times}${isCompared ? age : ''}`
}

function describe(finding: VerdictFinding): readonly string[] {
  const { contractLine, requestId } = finding
  const where = `${plural(finding.cases.length, 'case')}, ${finding.drivers.join(' ')}`
  return [
    `  at        ${finding.operation} · ${finding.at}`,
    `  expected  ${finding.expected}`,
    `  received  ${finding.received}`,
    `  scenario  ${finding.place} (${where})`,
    ...(contractLine === undefined ? [] : [`  contract  ${contractLine}`]),
    ...(requestId === undefined ? [] : [`  request   ${requestId}`]),
    `  hint      ${finding.hint}`,
  ]
}

function byReason({ notJudged }: Verdict): readonly string[] {
  const reasons = new Map<string, string[]>()
  for (const { case: title, reason } of notJudged) {
    reasons.set(reason, [...(reasons.get(reason) ?? []), visible(title)])
  }
  return [...reasons].flatMap(([reason, titles]) => [
    reason,
    ...titles.slice(0, 10).map((title) => `  ${title}`),
    ...(titles.length > 10 ? [`  … and ${titles.length - 10} more`] : []),
  ])
}

function numbers(verdict: Verdict): readonly string[] {
  const { counts } = verdict
  const { cases } = counts
  return [
    `target     ${verdict.target} (${verdict.endpoint}) through ${verdict.drivers.join(', ') || 'no driver'}`,
    `cases      ${cases.total}: ${cases.passed} passed, ${cases.failed} failed, ${cases.inconclusive} inconclusive, ${cases.notJudged} not judged${
      verdict.suiteErrors.length > 0
        ? `; ${plural(verdict.suiteErrors.length, 'error')} of the suite`
        : ''
    }${verdict.isFiltered ? ' (a part of all; kept out of the history)' : ''}`,
    ...(verdict.retried.length > 0
      ? [`retried    ${plural(verdict.retried.length, 'case')}`]
      : []),
    `exchanges  ${counts.exchanges}: ${plural(counts.statusesJudged, 'status', 'statuses')}, ${plural(counts.bodiesJudged, 'body', 'bodies')} judged; ${counts.bodiesWithoutSchema} without a documented body, ${counts.bodiesNotJudged} not judged`,
    `took       ${renderDuration(verdict.durationMs)}`,
  ]
}

function section(heading: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return []
  return ['', heading, ...lines.map((line) => `  ${line}`.trimEnd())]
}
