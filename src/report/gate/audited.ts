/** Searches what the gate has written for secrets: a file that holds one is
 * removed. */
import { contain } from '../../secrets/audit/contain.ts'
import { secretsIn } from '../../secrets/audit/environment.ts'
import { createScan } from '../../secrets/audit/scan.ts'
import { gateFolder } from '../write.ts'

/** @returns one line for each file that was removed. */
export async function auditGate({
  reportsDir,
  env,
}: {
  readonly reportsDir: string
  /** Its secrets are searched for. */
  readonly env: Readonly<Record<string, string | undefined>>
}): Promise<readonly string[]> {
  const values = secretsIn(env)
  const scan = createScan({ values, minted: [] })
  const leaks = await contain(reportsDir, { scan, paths: [gateFolder] })
  return leaks.map(
    ({ file, what }) =>
      `secret in ${file}: ${what}\n  → The file was removed. Report this to the owners of the suite.`,
  )
}
