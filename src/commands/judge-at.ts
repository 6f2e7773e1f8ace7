/** Judges a release at its target, and stops it so that it can delete the
 * sessions that it created. */
import { judgeRelease } from '../gate/gate.ts'
import type { GateOptions, Judged } from '../gate/gate.ts'
import { claimFolder } from '../report/folder.ts'
import { lockFolder } from '../report/lock.ts'
import { sweptLines } from '../report/terminal/swept-lines.ts'
import { printError } from '../secrets/terminal.ts'
import { endOnSignal } from './interrupt.ts'
import { stopOnSignal } from './stop-on-signal.ts'

/** An API that runs already is used as a run uses it: with the lock of the
 * reports, whose ledger it needs, and with what it created deleted at the end.
 * @returns undefined if somebody has stopped it. */
export async function judgeAt(
  options: Omit<GateOptions, 'announce' | 'isStopped'>,
): Promise<Judged | undefined> {
  const { choice, reportsDir } = options.settings
  if (choice.kind === 'embedded') {
    const ignoreSignals = endOnSignal(
      () => 'the gate ended: nothing was written',
    )
    const judged = await judgeRelease({
      ...options,
      announce: () => {},
      isStopped: () => false,
    })
    ignoreSignals()
    return judged
  }
  claimFolder(reportsDir)
  const lock = lockFolder(reportsDir)
  let isStopped = false
  const ignoreSignals = stopOnSignal({
    first: 'deleting created sessions',
    stop: () => {
      isStopped = true
    },
    kill: () => process.exit(2),
  })
  try {
    const { name, endpoint } = choice.target
    const announce = (line: string) =>
      printError(`scenarios against ${name} at ${endpoint}\n${line}`)
    const judged = await judgeRelease({
      ...options,
      announce,
      isStopped: () => isStopped,
    })
    for (const line of sweptLines(judged.swept)) printError(line)
    if (!isStopped) return judged
    printError('the gate was interrupted: nothing was written')
    return undefined
  } finally {
    ignoreSignals()
    lock.release()
  }
}
