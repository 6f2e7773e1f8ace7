/** Writes what the gate has to show, below the folder for reports. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Judged } from '../../gate/gate.ts'
import { visibleJson } from '../../secrets/visible.ts'
import { writeWhole } from '../../secrets/write-file.ts'
import { renderGate } from '../html/gate-page.ts'
import { gateFolder } from '../write.ts'
import { renderJunit } from './junit.ts'

export type GateFiles = Pick<Judged, 'result' | 'calls'> & {
  /** The release as a person named it. */
  readonly spec: string
}

/** The one list of its files. */
const files: Readonly<Record<string, (gate: GateFiles) => string>> = {
  'calls.ndjson': ({ calls }) =>
    calls.map((call) => `${visibleJson(call)}\n`).join(''),
  'gate.html': renderGate,
  'junit.xml': ({ result }) => renderJunit(result),
  // Last: who reads it finds the others.
  'gate.json': ({ result }) => {
    const { findings, ...rest } = result
    return `${visibleJson({ schemaVersion: 1, ...rest, findings }, 2)}\n`
  },
}

/** @returns the folder. */
export function writeGate(gate: GateFiles, reportsDir: string): string {
  const folder = join(reportsDir, gateFolder)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const [name, render] of Object.entries(files))
    writeWhole(join(folder, name), render(gate))
  return folder
}
