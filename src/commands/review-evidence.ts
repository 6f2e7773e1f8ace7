/** Evidence of a review: recorded exchanges, and an API that is asked now. */
import { read, type Given, type Source } from '../config/read-option.ts'
import type { Contract } from '../model/contract.ts'
import { plural } from '../model/plural.ts'
import { UsageError } from '../model/problem.ts'
import { readRecording } from '../report/exchanges/read.ts'
import { createFollows, type FollowsOf } from '../review/follows/follows.ts'
import type { Change } from '../review/roots.ts'
import type { Both } from '../review/schemas/pairing.ts'
import { probe } from './review-probe.ts'

export type Evidence = {
  /** Absent without any exchange. */
  readonly followsOf?: FollowsOf
  /** Where it is from, one line each. */
  readonly lines: readonly string[]
}

/** Reads what the options name, and gives what collects the evidence.
 * @throws UsageError */
export function readEvidence(
  source: Source,
  given: Given,
): (
  changes: readonly Change[],
  contracts: Both<Contract>,
) => Promise<Evidence> {
  const isProbing = read('probe', source)
  if (given['target'] !== undefined && !isProbing) throw targetWithoutProbe()
  const path = read('evidence', source)
  const recording = path === undefined ? undefined : readRecording(path)
  return async (changes, contracts) => {
    const probed = isProbing
      ? await probe(changes, { contracts, given })
      : undefined
    const recordings = [recording, probed?.recording].filter(
      (one) => one !== undefined,
    )
    const documents = {
      old: contracts.old.document,
      new: contracts.new.document,
    }
    return {
      ...(recordings.length > 0 && {
        followsOf: createFollows(recordings, documents),
      }),
      lines: [
        ...(recording ? [evidenceLine(recording)] : []),
        ...(probed ? [probed.line] : []),
      ],
    }
  }
}

function evidenceLine({ file, run }: ReturnType<typeof readRecording>): string {
  const { runId, target, startedAt, kept } = run
  return `Evidence: ${plural(kept, 'exchange')} of run ${runId} against ${target}, ${startedAt.slice(0, 16).replace('T', ' ')} (${file})`
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
