/** What a review knows of an API: exchanges that a run has kept, and answers to
 * probes. */
import { read, type Given } from '../config/read-option.ts'
import type { Contract } from '../model/contract.ts'
import { plural } from '../model/plural.ts'
import { UsageError } from '../model/problem.ts'
import { readRecording } from '../report/exchanges/read.ts'
import { createFollows, type FollowsOf } from '../review/follows/follows.ts'
import type { Change } from '../review/roots.ts'
import type { Both } from '../review/schemas/pairing.ts'

export type Gathered = {
  /** Absent where nothing is known. */
  readonly followsOf?: FollowsOf
  /** For people: where it comes from. */
  readonly lines: readonly string[]
}

/** Sends nothing without `--probe`. */
export async function gatherEvidence(
  changes: readonly Change[],
  by: { readonly contracts: Both<Contract>; readonly given: Given },
): Promise<Gathered> {
  const source = { env: process.env, given: by.given }
  const isProbing = read('probe', source)
  if (by.given['target'] !== undefined && !isProbing) throw targetWithoutProbe()
  const path = read('evidence', source)
  const kept = path === undefined ? undefined : readRecording(path)
  const probed = isProbing ? await probe(changes, by) : undefined
  const recordings = [kept, probed?.recording].filter(
    (one) => one !== undefined,
  )
  if (recordings.length === 0) return { lines: [] }
  const { old, new: fresh } = by.contracts
  return {
    followsOf: createFollows(recordings, {
      old: old.document,
      new: fresh.document,
    }),
    lines: [...(kept ? [lineOf(kept)] : []), ...(probed ? [probed.line] : [])],
  }
}

function lineOf({
  file,
  run,
  exchanges,
}: ReturnType<typeof readRecording>): string {
  const { runId, target, startedAt } = run
  const at = startedAt.slice(0, 16).replace('T', ' ')
  return `Evidence: ${plural(exchanges.length, 'exchange')} of run ${runId} against ${target}, ${at} (${file})`
}

/** Loaded only here: what sends requests takes long to load. */
async function probe(...given: Parameters<typeof gatherEvidence>) {
  const { probe: send } = await import('./review-probe.ts')
  return send(...given)
}

function targetWithoutProbe(): UsageError {
  return new UsageError([
    {
      code: 'argument-invalid',
      fact: '--target: a review sends nothing to an API',
      hint: 'add --probe to send requests that change nothing',
    },
  ])
}
