/** Reads which findings the last run and the last gate have reported, and where
 * an entry for each of them would hold. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Scope } from '../acceptance/known-issues.ts'
import { namesOf } from '../gate/known.ts'
import { isOfClient } from '../model/weight.ts'
import { readVerdict } from './read-verdict.ts'

const gateFile = z.object({
  release: z.object({ name: z.string() }),
  findings: z.array(
    z.object({
      code: z.string(),
      operation: z.string(),
      key: z.string(),
      condition: z.string().exactOptional(),
    }),
  ),
})

/** By fingerprint; of the gate also without its condition. */
export function readFound(reportsDir: string): ReadonlyMap<string, Scope> {
  const { findings = [], target = '' } = readVerdict(reportsDir) ?? {}
  return new Map([
    ...findings.map(
      (finding) =>
        [finding.fingerprint, isOfClient(finding) ? {} : { target }] as const,
    ),
    ...readGate(join(reportsDir, 'gate', 'gate.json')),
  ])
}

function readGate(file: string): readonly (readonly [string, Scope])[] {
  if (!existsSync(file)) return []
  const parsed = gateFile.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (!parsed.success)
    throw new Error(`"${file}" is damaged: the gate did not write it`)
  const { release, findings } = parsed.data
  return findings
    .flatMap(namesOf)
    .map((fingerprint) => [fingerprint, { sdk: release.name }])
}
