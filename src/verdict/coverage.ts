/** Coverage: how much of the documented responses this run judged. */
import type { OutcomeRecord, StepOutcome } from '../model/outcome.ts'
import type { ContractView } from './contract-view.ts'
import type { Coverage } from '../model/verdict.ts'

type Seen = { times: number; readonly places: Set<string> }

/** Every documented response, then the undocumented ones that arrived. */
export function coverageOf(
  outcomes: readonly OutcomeRecord[],
  contract: ContractView | undefined,
): readonly Coverage[] {
  const seen = new Map<string, Seen>()
  const steps = outcomes.flatMap((outcome) => outcome.steps)
  for (const step of steps) {
    if (!contract?.elsewhere.has(step.operation)) note(seen, step)
  }
  const rows = (contract?.documented ?? []).map(
    ({ operation, statusKey, properties }) => {
      const key = keyOf(operation, statusKey)
      const found = seen.get(key)
      seen.delete(key)
      const unseen = properties.filter((name) => !found?.places.has(name))
      return {
        operation,
        statusKey,
        times: found?.times ?? 0,
        properties: {
          documented: properties.length,
          seen: properties.length - unseen.length,
          unseen,
        },
      }
    },
  )
  return [...rows, ...[...seen].map(([key, { times }]) => extra(key, times))]
}

function note(seen: Map<string, Seen>, { operation, judged }: StepOutcome) {
  if (!judged?.isStatusJudged) return
  const key = keyOf(operation, judged.statusKey ?? 'undocumented')
  const entry = seen.get(key) ?? { times: 0, places: new Set<string>() }
  entry.times += 1
  for (const place of judged.properties) {
    for (const name of withAncestors(place)) entry.places.add(name)
  }
  seen.set(key, entry)
}

/** `a.b[].c` arrived in `a.b`, which arrived in `a`. */
function withAncestors(place: string): readonly string[] {
  const names = place.split('.')
  return names.flatMap((_, index) => {
    const name = names.slice(0, index + 1).join('.')
    return [name, name.replace(/(\[\])+$/, '')]
  })
}

function extra(key: string, times: number): Coverage {
  const [operation = '', statusKey = ''] = key.split('\n')
  return {
    operation,
    statusKey,
    times,
    properties: { documented: 0, seen: 0, unseen: [] },
  }
}

function keyOf(operation: string, statusKey: string): string {
  return `${operation}\n${statusKey}`
}
