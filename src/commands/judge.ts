/** `seamwatch judge`: judges the saved exchanges of a run against another
 * contract. Nothing is sent. */
import { read, type Given } from '../config/read-option.ts'
import { clientSessions } from '../contract/pins.ts'
import { openContract } from '../contract/pull/open.ts'
import { plural } from '../model/plural.ts'
import { readRecording } from '../report/exchanges/read.ts'
import { paintFor } from '../report/terminal/colour.ts'
import { renderRunSummary } from '../report/terminal/summary.ts'
import { judgeRecording } from '../run/recorded/judge.ts'
import { printOut } from '../secrets/terminal.ts'
import { version } from '../transport/version.ts'
import { viewContract } from '../verdict/contract-view.ts'
import { judge as judgeRun } from '../verdict/verdict.ts'

/** @param reports the folder of a run's reports, or the file of its exchanges.
 * @returns the exit code: as a run's, and 3 where nothing could be judged. */
export async function judge(
  reports: string | undefined,
  given: Given,
): Promise<number> {
  const source = { env: process.env, given }
  const startedAtMs = performance.now()
  const recording = readRecording(reports ?? read('reports', source))
  const { contract } = await openContract(read('contract', source), {
    paths: clientSessions.paths,
  })
  const { run, file, exchanges } = recording
  const { runId, target, endpoint, startedAt } = run
  printOut(
    `${plural(exchanges.length, 'exchange')} of run ${runId} against ${target}, ${startedAt.slice(0, 16).replace('T', ' ')}, judged by ${contract.source}; nothing is sent`,
  )
  if (exchanges.length === 0) {
    printOut(`\nNothing was judged: ${file} has no exchange.`)
    return 3
  }
  const judged = judgeRecording(recording, { contract, file })
  const verdict = judgeRun(judged.outcomes, {
    facts: {
      seamwatch: version,
      target,
      endpoint,
      runId,
      startedAt,
      durationMs: Math.round(performance.now() - startedAtMs),
      isFiltered: false,
    },
    contract: viewContract(contract),
    notRun: judged.notRun,
  })
  const notJudged = [...verdict.notJudged, ...judged.notJudged]
  const paint = paintFor(process.stdout, process.env)
  printOut(renderRunSummary({ ...verdict, notJudged }, { paint }))
  return verdict.exitCode
}
