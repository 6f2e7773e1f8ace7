/** Tries a release where no response comes: does it stop to wait? */
import { longestWaitMs } from '../checks/client-timeout.ts'
import { createSdkClient } from '../drivers/sdk/client.ts'
import type { InstalledRelease } from '../drivers/sdk/release.ts'
import type { Contract } from '../model/contract.ts'
import type { Case } from '../model/scenario.ts'
import { nothingTried } from './found.ts'
import type { Tried } from './found.ts'
import { triesOf } from './reduced.ts'
import { tryConditions } from './try-conditions.ts'

type Waiting = {
  readonly contract: Contract
  readonly cases: readonly Case[]
}

/** So much faster run the timers of a release at first. */
const clockSpeed = 15

/** With fast timers first. Where they do not end the wait, the usual time decides:
 * a release may have a timer that does not run faster. What else the lane shows
 * may come of the clock, and a lost connection shows it, too. */
export async function tryWaiting(
  release: InstalledRelease,
  options: Waiting,
): Promise<Tried> {
  const speeds = release.language === 'javascript' ? [clockSpeed, 1] : [1]
  let tried = nothingTried
  for (const speed of speeds) {
    tried = onlyTimeout(await tryAt(speed, { release, ...options }))
    if (tried.findings.length === 0) break
  }
  return tried
}

function onlyTimeout(tried: Tried): Tried {
  const findings = tried.findings.filter(
    ({ code }) => code === 'sdk-timeout-missing',
  )
  return { ...tried, findings }
}

/** In a process of its own: a call that ends the other one would end these. */
async function tryAt(
  speed: number,
  {
    release,
    contract,
    cases,
  }: Waiting & { readonly release: InstalledRelease },
): Promise<Tried> {
  const { conditions, hasOperation } = triesOf(release.language, cases)
  const chosen = conditions.filter(({ isSlow }) => isSlow)
  const client = createSdkClient(release, { contract, clockSpeed: speed })
  try {
    return await tryConditions(client, {
      contract,
      chosen,
      hasOperation,
      longestWaitMs: longestWaitMs / speed,
    })
  } finally {
    await client.close()
  }
}
