/** Progress in the terminal: one line for each case as it ends. */
import type { OutcomeRecord } from '../../model/outcome.ts'
import { renderDuration } from './duration.ts'
import { headline } from './lines.ts'
import type { Colour, Paint } from './colour.ts'
import { pollLines } from './poll-lines.ts'
import { attemptTotals } from './attempt-lines.ts'
import { visible } from '../../secrets/visible.ts'

/** `lost`: the test ended without an outcome. */
export type Ending = OutcomeRecord['status'] | 'lost'

export type Progress = {
  readonly index: number
  readonly total: number
  readonly title: string
  readonly ending: Ending
  readonly durationMs: number
  /** Findings, or why it was not judged; one line each. */
  readonly notes: readonly string[]
}

const signs: Readonly<Record<Ending, readonly [string, Colour]>> = {
  passed: ['✓', 'green'],
  failed: ['✗', 'red'],
  inconclusive: ['!', 'yellow'],
  'not-judged': ['-', 'gray'],
  lost: ['?', 'magenta'],
}

export function renderProgress(
  { index, total, title, ending, durationMs, notes }: Progress,
  paint: Paint,
): string {
  const [sign, colour] = signs[ending]
  const counter = `${String(index).padStart(String(total).length)}/${total}`
  const said =
    ending === 'passed' || ending === 'failed' ? '' : ` · ${wordFor(ending)}`
  const time = paint('gray', `(${renderDuration(durationMs)})`)
  return [
    `${counter} ${paint(colour, sign)} ${visible(title)}${said} ${time}`,
    ...notes.map((note) => `${' '.repeat(counter.length + 3)}${note}`),
  ].join('\n')
}

/** A line for each step that found something, then the reason. */
export function notesOf(outcome: OutcomeRecord): readonly string[] {
  const found = outcome.steps
    .filter(({ findings }) => findings.length > 0)
    .map(({ operation, findings }) => headline(operation, findings))
  const probed = outcome.steps.some(
    (step) => step.isProbe && step.findings.length > 0,
  )
  const { reason } = outcome
  const isSaid = found.length > 0 && outcome.status !== 'inconclusive'
  const left = outcome.cleanup
    .filter(({ status }) => status === 'left-behind')
    .map(({ what }) => `left behind: ${visible(what)}`)
  return [
    ...found,
    ...(probed
      ? ['this request is invalid on purpose: the API must reject it']
      : []),
    ...outcome.steps.flatMap(pollLines),
    ...outcome.steps.flatMap(attemptTotals),
    ...(reason === undefined || isSaid ? [] : [visible(reason)]),
    ...left,
  ]
}

function wordFor(ending: Exclude<Ending, 'passed' | 'failed'>): string {
  switch (ending) {
    case 'inconclusive':
      return 'inconclusive'
    case 'not-judged':
      return 'not judged'
    case 'lost':
      return 'ended without a result'
    default:
      return ending satisfies never
  }
}
