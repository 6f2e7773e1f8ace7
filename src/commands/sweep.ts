/** `seamwatch sweep`: deletes the sessions that runs left behind. */
import { ownSchemesOf, ownVariables } from '../auth/credential.ts'
import { sweepTarget } from '../cleanup/sweep-target.ts'
import { read } from '../config/read-option.ts'
import type { Given } from '../config/read-option.ts'
import { requireQuiet } from '../config/quiet.ts'
import { readSettings } from '../config/settings.ts'
import { loadContract } from '../contract/load.ts'
import { UsageError } from '../model/problem.ts'
import type { Swept, SweptItem } from '../model/swept.ts'
import { reuseFolder } from '../report/folder.ts'
import { sweptLines } from '../report/terminal/swept-lines.ts'
import { countHere } from '../transport/policy/counter.ts'
import { countersHere } from '../transport/policy/limits.ts'
import { printOut } from '../secrets/terminal.ts'

/** @returns the exit code: 0 nothing is left (or it was a dry run), 1 a session
 * could not be deleted, 3 it is not clear whether one is left. */
export async function sweep(given: Given): Promise<number> {
  const settings = readSettings(process.env, given)
  const { choice, contractFile, limits, reportsDir } = settings
  if (choice.kind === 'embedded') throw nothingToSweep(choice.name)
  requireQuiet(process.env, { choice })
  reuseFolder(reportsDir)
  const { target } = choice
  if (ownSchemesOf(target.keyring).length === 0) {
    printOut(`Nothing was checked: set ${ownVariables}.`)
    return 3
  }
  printOut(
    `Looking for sessions that runs left at ${target.endpoint}, by the ledgers in ${reportsDir} and by their markers.\n`,
  )
  const strange = countHere()
  const { rules } = settings
  const { isReadOnly, maxRequests } = rules
  const isDry = isReadOnly || read('dryRun', { env: process.env, given })
  const swept = await sweepTarget({
    when: 'by hand',
    isDry,
    target,
    limits,
    reportsDir,
    contract: loadContract(contractFile),
    olderThanMs: settings.sweepOlderThanMs,
    guards: { rules, counters: { ...countersHere(), strange }, workers: 1 },
    ...(maxRequests !== undefined && { atMost: maxRequests }),
  })
  const text = [...sweptLines(swept), '', conclusion(swept, isDry)].join('\n')
  printOut(text.trimStart())
  if (strange.read() > 0) throw anotherWorkspace()
  return exitCodeOf(swept)
}

function anotherWorkspace(): UsageError {
  return new UsageError([
    {
      code: 'target-refused',
      fact: 'the key is of another workspace than SEAMWATCH_WORKSPACE_ID names: no session there was deleted',
      hint: 'correct SEAMWATCH_WORKSPACE_ID, or use a key of that workspace',
    },
  ])
}

function conclusion(swept: Swept, isDry: boolean): string {
  const count = (status: SweptItem['status']) =>
    swept.items.filter((item) => item.status === status).length
  const left = count('left')
  const unclear = count('unclear')
  const parts = [
    isDry
      ? `${count('found')} would be deleted`
      : `${count('removed')} deleted`,
    ...(left > 0 ? [`${left} left behind`] : []),
    ...(unclear > 0 ? [`${unclear} unclear`] : []),
    ...(swept.isComplete ? [] : ['not everything could be checked']),
  ]
  const rest = isDry ? '; this was a dry run, nothing was deleted' : ''
  return `${parts.join(', ')}${rest}.`
}

function exitCodeOf({ items, isComplete }: Swept): number {
  if (items.some(({ status }) => status === 'left')) return 1
  const isUnclear = items.some(({ status }) => status === 'unclear')
  return isUnclear || !isComplete ? 3 : 0
}

function nothingToSweep(name: string): UsageError {
  return new UsageError([
    {
      code: 'target-refused',
      fact: `the ${name} ends with its run, so there is nothing to sweep`,
      hint: 'name the target that the run was sent to: --target production, or a URL',
    },
  ])
}
