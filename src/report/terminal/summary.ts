/** The summary of a run in the terminal: findings first, verdict last. */
import type { Colour, Paint } from './colour.ts'
import { capped } from './capped.ts'
import { renderDuration } from './duration.ts'
import { pollTotals } from './poll-lines.ts'
import { groupBy } from '../../model/group-by.ts'
import { plural } from '../../model/plural.ts'
import { acceptedSections } from './accepted-lines.ts'
import { assumedSection, basisText } from './basis-lines.ts'
import { section } from './section.ts'
import { sweptLines } from './swept-lines.ts'
import type { VerdictStatus } from '../../model/history.ts'
import type { Verdict, VerdictFinding } from '../../model/verdict.ts'
import { minuteOf, pastLists } from './past-lines.ts'
import { bodiesAside, throughOf, whereOf } from './where.ts'
import { visible } from '../../secrets/visible.ts'
import { classesByWeight, isDiscounted } from '../../model/weight.ts'

export type SummaryOptions = {
  readonly paint: Paint
  /** Where the report is, or will be, where there is one. */
  readonly report?: string
  /** Problems beside the run, such as a damaged history. */
}

const colours: Readonly<Record<VerdictStatus, Colour>> = {
  passed: 'green',
  failed: 'red',
  inconclusive: 'yellow',
}

export function renderRunSummary(
  verdict: Verdict,
  { paint, report }: SummaryOptions,
): string {
  const heading = (text: string) => paint('bold', text)
  return [
    ...findingSections(verdict, paint),
    ...assumedSection(verdict, (text) => paint('yellow', text)),
    ...acceptedSections(verdict, heading),
    ...section(
      heading(`Errors of Seamwatch itself (${verdict.suiteErrors.length})`),
      verdict.suiteErrors.flatMap(({ what, message }) => [
        what,
        `  ${message}`,
      ]),
    ),
    ...pastLists(verdict).flatMap(({ title, lines }) =>
      section(heading(title), lines),
    ),
    ...section(
      heading(`Not judged (${verdict.notJudged.length})`),
      grouped(
        verdict.notJudged.map(({ case: title, reason }) => ({
          reason,
          item: visible(title),
        })),
      ),
    ),
    ...section(
      heading(`Left behind (${verdict.leftBehind.length})`),
      grouped(
        verdict.leftBehind.map(({ case: title, what, reason }) => ({
          reason,
          item: `${what}, in "${visible(title)}"`,
        })),
      ),
    ),
    ...section(heading('Swept'), sweptLines(verdict.swept)),
    ...section(heading('Warnings'), [verdict.historyDamage ?? []].flat()),
    '',
    ...numbers(verdict),
    ...(report === undefined ? [] : [`report     ${report}`]),
    '',
    visible(verdict.why, 500),
    `verdict: ${paint(colours[verdict.status], verdict.status)}`,
  ].join('\n')
}

function findingSections(verdict: Verdict, paint: Paint): string[] {
  const findings = verdict.findings.filter((it) => !isDiscounted(it))
  const isCompared = verdict.comparedWith !== null
  return classesByWeight.flatMap((name) => {
    const own = findings.filter((finding) => finding.class === name)
    const [first] = own
    if (!first) return []
    const colour = first.effect === 'fails' ? 'red' : 'yellow'
    const title = first.effect === 'listed' ? `${name}, listed only` : name
    return section(
      paint(colour, `${title.toUpperCase()} (${own.length})`),
      [...groupBy(own, (it) => it.title).values()].flatMap((group, index) => [
        ...(index === 0 ? [] : ['']),
        ...describeGroup(group, { paint, isCompared }),
      ]),
    )
  })
}

/** Findings under the title that they share. */
function describeGroup(
  group: readonly [VerdictFinding, ...VerdictFinding[]],
  {
    paint,
    isCompared,
  }: { readonly paint: Paint; readonly isCompared: boolean },
): readonly string[] {
  const [first] = group
  return [
    paint('bold', first.title),
    `→ ${first.hint}`,
    ...group.flatMap((finding) => describe(finding, isCompared)),
  ]
}

function asides(finding: VerdictFinding, isCompared: boolean): string {
  const { occurrences, since, firstSeen } = finding
  const times = occurrences > 1 ? ` ×${occurrences}` : ''
  const first = minuteOf(firstSeen)
  const ages = {
    new: ' (new)',
    known: ` (known since ${first})`,
    regressed: ` (regressed: it was gone, first seen ${first})`,
    unknown: '',
  }
  return `${times}${isCompared ? ages[since] : ''}`
}

function describe(
  finding: VerdictFinding,
  isCompared: boolean,
): readonly string[] {
  const { contractLine, requestId } = finding
  const basis = basisText(finding)
  const cases = plural(finding.cases.length, 'case')
  const where = [
    `${finding.place} (${cases}, ${finding.drivers.join(' ')})`,
    ...(contractLine === undefined ? [] : [contractLine]),
    ...(requestId === undefined ? [] : [`request id ${requestId}`]),
  ]
  return [
    `  ${whereOf(finding)}${asides(finding, isCompared)}`,
    `    expected  ${finding.expected}`,
    `    received  ${finding.received}`,
    ...(basis === undefined ? [] : [`    basis     ${basis}`]),
    `    seen at   ${where.join(' · ')}`,
    ...(finding.effect === 'fails'
      ? [`    accept    ${finding.fingerprint}`]
      : []),
  ]
}

/** Items under the reason that they share, at most ten of each. */
function grouped(
  entries: readonly { readonly reason: string; readonly item: string }[],
): readonly string[] {
  const reasons = groupBy(entries, ({ reason }) => reason)
  return [...reasons].flatMap(([reason, group]) => [
    reason,
    ...capped(
      group.map(({ item }) => item),
      10,
    ),
  ])
}

function numbers(verdict: Verdict): readonly string[] {
  const { counts } = verdict
  const { cases } = counts
  return [
    `target     ${verdict.target} (${verdict.endpoint}) through ${throughOf(verdict)}`,
    ...(verdict.sdk ? [`integrity  ${verdict.sdk.integrity}`] : []),
    `cases      ${cases.total}: ${cases.passed} passed, ${cases.failed} failed, ${cases.inconclusive} inconclusive, ${cases.notJudged} not judged${
      verdict.suiteErrors.length > 0
        ? `; ${plural(verdict.suiteErrors.length, 'error')} of Seamwatch itself`
        : ''
    }${verdict.isFiltered ? ' (a part of the cases)' : ''}`,
    ...(verdict.retried.length > 0
      ? [`retried    ${plural(verdict.retried.length, 'case')}`]
      : []),
    `exchanges  ${counts.exchanges}: ${plural(counts.statusesJudged, 'status', 'statuses')}, ${plural(counts.bodiesJudged, 'body', 'bodies')} judged; ${bodiesAside(counts)}`,
    ...(counts.fromPages > 0
      ? [`from pages ${counts.fromPages} of them; a backend sent the others`]
      : []),
    ...pollTotals(verdict.polls),
    `took       ${renderDuration(verdict.durationMs)}`,
  ]
}
