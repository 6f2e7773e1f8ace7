/** Keeps a sample of the exchanges of a run: a text with one line for the run,
 * then one for each exchange. */
import type { Contract } from '../../model/contract.ts'
import { groupBy } from '../../model/group-by.ts'
import type { OutcomeRecord } from '../../model/outcome.ts'
import type { RecordedExchange, RecordedRun } from '../../model/recorded.ts'
import { visibleJson } from '../../secrets/visible.ts'
import { recordsOf } from './record.ts'

/** What the reports of a run may show beside its verdict. */
export type Ran = {
  readonly outcomes: readonly OutcomeRecord[]
  /** By which the exchanges were judged. */
  readonly contracts: readonly Contract[]
}

type Facts = Omit<RecordedRun, 'exchanges' | 'kept'>

/** The form of the file; it grows by one with each change that is not
 * compatible. */
const schemaVersion = 1

/** Of each operation and status, beside those with findings. */
const perPair = 50

const textLimit = 16 * 1024 * 1024

type Placed = { readonly place: number; readonly one: RecordedExchange }

export function renderExchanges(
  { runId, target, endpoint, startedAt, contract, seamwatch }: Facts,
  { outcomes, contracts }: Ran,
): string {
  const all = outcomes
    .flatMap((outcome) => recordsOf(outcome, { runId, contracts }))
    .map((one, place): Placed => ({ place, one }))
  const lines = withinLimit(sample(all))
  const run: RecordedRun = {
    runId,
    target,
    endpoint,
    startedAt,
    contract,
    seamwatch,
    exchanges: all.length,
    kept: lines.length,
  }
  const head = visibleJson({ schemaVersion, ...run })
  return [head, ...lines].map((line) => `${line}\n`).join('')
}

/** Those with findings first: the limit of the text hits the others. */
function sample(all: readonly Placed[]): readonly Placed[] {
  const isFinding = ({ one }: Placed): boolean => one.findings !== undefined
  const pairs = groupBy(
    all.filter((placed) => !isFinding(placed)),
    ({ one: { operation, reply } }) => `${operation} ${reply?.status}`,
  )
  return [
    ...all.filter(isFinding),
    ...[...pairs.values()].flatMap((pair) => mostDifferent(pair)),
  ]
}

/** Of each credential in turn: a question about one finds an answer. */
function mostDifferent(pair: readonly Placed[]): readonly Placed[] {
  if (pair.length <= perPair) return pair
  const turns = new Map<string, number>()
  return pair
    .map((placed) => {
      const { credential } = placed.one
      const turn = (turns.get(credential) ?? 0) + 1
      turns.set(credential, turn)
      return { placed, turn }
    })
    .toSorted((a, b) => a.turn - b.turn)
    .slice(0, perPair)
    .map(({ placed }) => placed)
}

/** In the order in which the requests were sent. */
function withinLimit(chosen: readonly Placed[]): readonly string[] {
  let length = 0
  return chosen
    .flatMap(({ place, one }) => {
      const line = visibleJson(one)
      if (length + line.length > textLimit) return []
      length += line.length
      return [{ place, line }]
    })
    .toSorted((a, b) => a.place - b.place)
    .map(({ line }) => line)
}
