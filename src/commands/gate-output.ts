/** Where the answer of the gate goes: files, the terminal, an Allure report. */
import { join } from 'node:path'
import { shownPath } from '../model/shown-path.ts'
import { auditGate } from '../report/gate/audited.ts'
import { gateTests } from '../report/gate/tests.ts'
import { writeGate } from '../report/gate/write.ts'
import type { GateFiles } from '../report/gate/write.ts'
import { claimFolder } from '../report/folder.ts'
import { lockFolder } from '../report/lock.ts'
import { renderGateComment } from '../report/github/gate-comment.ts'
import { gateLines } from '../report/terminal/gate-lines.ts'
import { gateFolder } from '../report/write.ts'
import { visibleJson } from '../secrets/visible.ts'
import { printable, printError, printOut } from '../secrets/terminal.ts'
import { writeNamedFile } from './named-file.ts'

export type GateOutput = {
  readonly reportsDir: string
  readonly isJson: boolean
  readonly isAllure: boolean
  /** A file, or `-` for the terminal. */
  readonly markdown: string | undefined
}

/** @returns the exit code: that of the answer, or 2 where a secret was written
 * or a report is missing, unless the answer is no. */
export async function publishGate(
  gate: GateFiles,
  { reportsDir, isJson, isAllure, markdown }: GateOutput,
): Promise<number> {
  claimFolder(reportsDir)
  const lock = lockFolder(reportsDir)
  const { result } = gate
  const folder = join(reportsDir, gateFolder)
  let isWhole = true
  try {
    writeGate(gate, reportsDir)
    if (isAllure) isWhole = await renderAllure(gate, folder)
    const leaks = await auditGate({ reportsDir, env: process.env })
    for (const leak of leaks) printError(leak)
    isWhole &&= leaks.length === 0
  } finally {
    lock.release()
  }
  const comment = printable(renderGateComment(result))
  if (markdown !== undefined && markdown !== '-')
    writeNamedFile('--markdown', { file: markdown, text: comment })
  if (markdown === '-') printOut(comment.replace(/\n$/, ''))
  else
    printOut(
      isJson
        ? visibleJson(result, 2)
        : gateLines(result, shownPath(folder)).join('\n'),
    )
  return isWhole || result.exitCode === 1 ? result.exitCode : 2
}

async function renderAllure(
  { result }: GateFiles,
  folder: string,
): Promise<boolean> {
  const { renderTests } = await import('./render-tests.ts')
  return renderTests(folder, {
    handover: { gateFile: join(folder, 'gate.json') },
    wanted: gateTests(result).length,
  })
}
