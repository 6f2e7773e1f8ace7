/** `seamwatch review`: what a new contract changes, and whom it breaks. */
import { inPackage } from '../config/package-folder.ts'
import { read, type Given } from '../config/read-option.ts'
import { clientSessions } from '../contract/pins.ts'
import { openContract } from '../contract/pull/open.ts'
import { plural } from '../model/plural.ts'
import { UsageError } from '../model/problem.ts'
import { shownPath } from '../model/shown-path.ts'
import { readRecording } from '../report/exchanges/read.ts'
import { recordOf } from '../report/review-record.ts'
import { paintFor } from '../report/terminal/colour.ts'
import { renderReview } from '../report/terminal/review.ts'
import { createFollows } from '../review/follows/follows.ts'
import { outcomeOf } from '../review/outcome.ts'
import { review as compare } from '../review/review.ts'
import { probe } from './review-probe.ts'
import { printable, printOut } from '../secrets/terminal.ts'
import { writeWhole } from '../secrets/write-file.ts'

/** @param sources old and new, or the new one alone.
 * @returns the exit code. */
export async function review(
  sources: readonly string[],
  given: Given,
): Promise<number> {
  const source = {
    env: process.env,
    given: {
      ...given,
      ...(given['json'] !== undefined && { jsonFile: given['json'] }),
    },
  }
  const { from, to } = requireTwo(sources)
  const isProbing = read('probe', source)
  if (given['target'] !== undefined && !isProbing) throw targetWithoutProbe()
  const path = read('evidence', source)
  const recording = path === undefined ? undefined : readRecording(path)
  const old = await openContract(from, { pin: clientSessions })
  const fresh = await openContract(to, { pin: clientSessions })
  const contracts = { old: old.contract, new: fresh.contract }
  const found = compare(contracts)
  const probed = isProbing
    ? await probe(found.changes, { contracts, given })
    : undefined
  const outcome = outcomeOf(found, read('failOn', source))
  const recordings = [recording, probed?.recording].filter(
    (one) => one !== undefined,
  )
  const record = recordOf(found, {
    old,
    new: fresh,
    outcome,
    ...(recordings.length > 0 && {
      followsOf: createFollows(recordings, {
        old: old.contract.document,
        new: fresh.contract.document,
      }),
    }),
  })
  const file = read('jsonFile', source)
  const json = JSON.stringify(record, null, 2)
  if (file !== undefined && file !== '-')
    writeWhole(file, `${printable(json)}\n`)
  printOut(
    file === '-'
      ? json
      : renderReview(record, {
          paint: paintFor(process.stdout, process.env),
          isAll: read('all', source),
          evidence: [
            ...(recording ? [evidenceLine(recording)] : []),
            ...(probed ? [probed.line] : []),
          ],
        }),
  )
  return outcome.exitCode
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

function requireTwo(sources: readonly string[]): {
  readonly from: string
  readonly to: string
} {
  const [first, second, third] = sources
  if (first === undefined || third !== undefined)
    throw new UsageError([
      {
        code: 'argument-invalid',
        fact: `review: expected one or two contracts, received ${sources.length}`,
        hint: 'npx seamwatch review OLD NEW, or NEW alone: OLD is then the pinned contract',
      },
    ])
  const pinned = shownPath(inPackage(clientSessions.file))
  return second === undefined
    ? { from: pinned, to: first }
    : { from: first, to: second }
}
