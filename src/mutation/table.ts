/** The table of a mutation run: what did not go as it should, then the totals. */
import { classesByWeight } from '../model/weight.ts'
import type { Sighting } from './worker-context.ts'
import type { Judgement, Status } from './judge.ts'
import type { Alarm } from './mutate.ts'

/** As printed; everything but the first two and the last means work. */
const order: readonly Status[] = [
  'accepted',
  'not-judged',
  'survived',
  'misclassified',
  'noisy',
  'outdated',
  'killed',
]

const shownEach = 3

export type TableOptions = {
  readonly judgements: readonly Judgement[]
  readonly alarms: readonly Alarm[]
  readonly variants: number
  readonly durationMs: number
}

export function renderTable(options: TableOptions): string {
  const { judgements, alarms, variants, durationMs } = options
  const width = Math.max(0, ...judgements.map(({ mutant }) => mutant.id.length))
  const rows = order
    .toReversed()
    .flatMap((status) => judgements.filter((it) => it.status === status))
    .flatMap((it) => [
      `${it.mutant.id.padEnd(width)}  ${it.status.padEnd(13)}  ${it.mutant.caughtBy.code}`,
      ...(it.status === 'killed' ? [] : detailsOf(it)),
    ])
  const alarmed = alarms.flatMap(({ variant, raised }) => [
    `${variant.id}  raised a false alarm: ${variant.description}`,
    ...listOf(raised),
  ])
  const seconds = (durationMs / 1000).toFixed(1)
  return [
    ...rows,
    '',
    ...totals(judgements),
    '',
    ...alarmed,
    `${howMany(variants, 'harmless variant')}, ${howMany(alarms.length, 'false alarm')}; ${seconds} s`,
    '',
  ].join('\n')
}

function howMany(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}

function detailsOf({ mutant, right, extra, status }: Judgement) {
  const { description, operations, survives } = mutant
  const where = operations.length === 1 ? (operations[0] ?? '') : 'everywhere'
  return [
    `    ${where}: ${description}`,
    ...(survives === undefined ? [] : [`    survives: ${survives}`]),
    ...(status === 'misclassified' || status === 'noisy'
      ? listOf(extra)
      : listOf([...right, ...extra])),
  ]
}

function listOf(sightings: readonly Sighting[]): readonly string[] {
  const lines = new Set(
    sightings.map(
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

/** One line for each class, and one for all. Those that survive as declared
 * are counted apart, as are those that could not be tried. */
function totals(judgements: readonly Judgement[]): readonly string[] {
  const count = (wanted: Status) =>
    judgements.filter(({ status }) => status === wanted).length
  const counted = judgements.filter(
    ({ status }) => status !== 'accepted' && status !== 'not-judged',
  )
  const classes = classesByWeight.flatMap((name) => {
    const of = counted.filter(({ mutant }) => mutant.caughtBy.class === name)
    return of.length === 0 ? [] : [line(name, of)]
  })
  const unjudged = count('not-judged')
  return [
    ...classes,
    line('all', counted),
    `${'not counted'.padEnd(16)} ${String(count('accepted')).padStart(4)} that survive as declared`,
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
