/** The evidence of a case: what its driver shows, without secrets. */
import type { Driver, Evidence } from '../drivers/driver.ts'
import type { Status } from '../model/outcome.ts'
import type { Secrets } from '../secrets/redact.ts'
import { endInTime, late } from './call.ts'

/** None from a driver that does not give it in time. */
export async function evidenceOf(
  driver: Driver,
  {
    status,
    limitMs,
    secrets,
  }: {
    readonly status: Status
    readonly limitMs: number
    readonly secrets: Secrets
  },
): Promise<readonly Evidence[]> {
  if (!driver.evidence) return []
  const evidence = await endInTime(driver.evidence(status), limitMs)
  if (evidence === late) return []
  return evidence.map((item) =>
    typeof item.body === 'string'
      ? { ...item, body: secrets.redact(item.body) }
      : item,
  )
}
