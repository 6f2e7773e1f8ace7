/** The table of a mutation run: each mutant and its status, then the totals. */
import { classesByWeight } from '../model/weight.ts'
import { plural } from '../model/plural.ts'
import type { Detection } from './detection.ts'
import type { Judgement, Status } from './judge.ts'
import type { FalseAlarm } from './mutate.ts'

/** In this order; all but `accepted`, `not-judged` and `killed` need work. */
const order: readonly Status[] = [
  'accepted',
  'not-judged',
  'survived',
  'misclassified',
  'over-reported',
  'outdated',
  'killed',
]

const shownEach = 3

type TableOptions = {
  readonly judgements: readonly Judgement[]
  readonly falseAlarms: readonly FalseAlarm[]
  readonly equivalentCount: number
  readonly durationMs: number
}

export function renderTable(options: TableOptions): string {
  const { judgements, falseAlarms, equivalentCount, durationMs } = options
  const width = Math.max(0, ...judgements.map(({ mutant }) => mutant.id.length))
  const rows = order
    .toReversed()
    .flatMap((status) => judgements.filter((it) => it.status === status))
    .flatMap((it) => [
      `${it.mutant.id.padEnd(width)}  ${it.status.padEnd(13)}  ${it.mutant.caughtBy.code}`,
      ...(it.status === 'killed' ? [] : detailsOf(it)),
    ])
  const alarmLines = falseAlarms.flatMap(({ mutant, detections }) => [
    `${mutant.id}  is equivalent, and was detected: ${mutant.description}`,
    ...listOf(detections),
  ])
  const seconds = (durationMs / 1000).toFixed(1)
  return [
    ...rows,
    '',
    ...totals(judgements),
    '',
    ...alarmLines,
    `${plural(equivalentCount, 'equivalent mutant')}, ${plural(falseAlarms.length, 'false alarm')}; ${seconds} s`,
    '',
  ].join('\n')
}

function detailsOf({ mutant, right, extra, status }: Judgement) {
  const { description, operations, survives } = mutant
  const where = operations.length === 1 ? (operations[0] ?? '') : 'everywhere'
  return [
    `    ${where}: ${description}`,
    ...(survives === undefined ? [] : [`    survives: ${survives}`]),
    ...(status === 'misclassified' || status === 'over-reported'
      ? listOf(extra)
      : listOf([...right, ...extra])),
  ]
}

function listOf(detections: readonly Detection[]): readonly string[] {
  const lines = new Set(
    detections.map(
      (it) =>
        `    found ${it.code} (${it.class}) at ${it.operation} ${it.at}, in ${it.caseId} › ${it.stepId}`,
    ),
  )
  const hidden = lines.size - shownEach
  return [
    ...[...lines].slice(0, shownEach),
    ...(hidden > 0 ? [`    … and ${hidden} more`] : []),
  ]
}

/** One line for each class, one for all, and those that are not among them:
 * mutants that no check can notice by their own declaration, or that need a
 * browser. */
function totals(judgements: readonly Judgement[]): readonly string[] {
  const having = (wanted: Status) =>
    judgements.filter(({ status }) => status === wanted).length
  const counted = judgements.filter(
    ({ status }) => status !== 'accepted' && status !== 'not-judged',
  )
  const classes = classesByWeight.flatMap((name) => {
    const of = counted.filter(({ mutant }) => mutant.caughtBy.class === name)
    return of.length === 0 ? [] : [line(name, of)]
  })
  const accepted = having('accepted')
  const unjudged = having('not-judged')
  return [
    ...classes,
    line('all', counted),
    ...(accepted === 0
      ? []
      : [
          `${'expected'.padEnd(16)} ${String(accepted).padStart(4)} survived, as their declarations say (not among "all")`,
        ]),
    ...(unjudged === 0
      ? []
      : [
          `${'not judged'.padEnd(16)} ${String(unjudged).padStart(4)} that need a browser: run "npx seamwatch browser"`,
        ]),
  ]
}

function line(name: string, of: readonly Judgement[]): string {
  const killed = of.filter(({ status }) => status === 'killed').length
  return `${name.padEnd(16)} ${String(killed).padStart(4)} of ${of.length} killed`
}
