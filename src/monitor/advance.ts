/** Advances the state of a monitor by one run, and says what people are sent.
 * Pure: to fold the runs of a journal is to have run them. */
import type { CauseState, MonitorState, Notice } from '../model/monitor.ts'
import { withLook } from './looks.ts'
import { recover, retire, see } from './transitions.ts'
import type { Step, Surroundings } from './step.ts'

export type Advanced = {
  readonly state: MonitorState
  readonly notices: readonly Notice[]
}

/** A run that started before the last one that was judged changes nothing. */
export function advance(
  state: MonitorState,
  given: Omit<Surroundings, 'isBaseline'>,
): Advanced {
  const { run } = given
  if (state.lastJudged !== undefined && run.startedAt < state.lastJudged)
    return { state, notices: [] }
  const around = { ...given, isBaseline: state.isBaseline === true }
  const known = Object.values(state.causes)
  const fresh = run.seen.filter(({ key }) => !Object.hasOwn(state.causes, key))
  const steps = [
    ...known.map((before) => follow(before, around)),
    ...fresh.map((cause) => see(cause, { around })),
  ]
  return {
    state: {
      causes: Object.fromEntries(steps.map(({ next }) => [next.key, next])),
      lastJudged: run.startedAt,
    },
    notices: steps.flatMap(({ notice }) => notice ?? []),
  }
}

function follow(before: CauseState, around: Surroundings): Step {
  const { seen, absent, retired } = around.run
  const cause = seen.find(({ key }) => key === before.key)
  if (cause) return see(cause, { before, around })
  if (retired.includes(before.key)) return retire(before, around)
  if (absent.includes(before.key)) return recover(before, around)
  return { next: { ...before, looks: withLook(before.looks, '?') } }
}

export function emptyState(): MonitorState {
  return { causes: {} }
}
