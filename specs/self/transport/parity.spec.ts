/** The same scenarios have the same findings from a page and without one. */
import { expect } from '@playwright/test'
import { findBrowser, noBrowser } from '../../../src/drivers/browser/find.ts'
import { backendSecretsOf } from '../../../src/auth/credential.ts'
import { createBrowserDriver } from '../../../src/drivers/browser/driver.ts'
import { defaultLimits } from '../../../src/transport/transport.ts'
import type { Driver, Limits } from '../../../src/transport/transport.ts'
import { createNodeHttpTransport } from '../../../src/transport/node-http.ts'
import { startEmbedded } from '../../../src/auth/embedded.ts'
import type { OpenBrowser } from '../../../src/drivers/browser/open.ts'
import { fingerprintOf } from '../../../src/model/finding.ts'
import { missingNeeds } from '../../../src/cases/prerequisites.ts'
import { runCase } from '../../../src/run/case.ts'
import { planCase } from '../../../src/scenario/plan.ts'
import { loadSuite } from '../../../src/cases/suite.ts'
import type { Target } from '../../../src/auth/target.ts'
import { createTools } from '../../../src/run/context.ts'
import { test } from '../drivers/browser/pages.ts'

test.skip(!findBrowser(), noBrowser)

const contractFile = 'schemas/client-sessions.json'

for (const name of ['fake', 'sandbox'] as const) {
  test(`the ${name} has the same findings from a page and without one`, async ({
    opened,
  }) => {
    test.setTimeout(240_000)
    const without = await findingsOf(name, ({ endpoint }, limits) =>
      createNodeHttpTransport(endpoint, limits),
    )
    const through = await findingsOf(name, throughPages(opened))
    expect(through.filter((it) => !isOfPages(it))).toEqual(without)
    expect(without.filter(isOfPages)).toEqual([])
  })
}

/** Findings that only a browser can have. */
function isOfPages(fingerprint: string): boolean {
  return /^(?:cors-|request-id-unexposed)/.test(fingerprint)
}

type Open = (target: Target, limits: Limits) => Driver

function throughPages(opened: OpenBrowser): Open {
  return ({ endpoint, keyring }, limits) =>
    createBrowserDriver(endpoint, {
      limits,
      opened,
      backend: createNodeHttpTransport(endpoint, limits),
      backendSecrets: backendSecretsOf(keyring),
    })
}

/** Starts a new target each time: sessions of an earlier run would be found. */
async function findingsOf(
  name: 'fake' | 'sandbox',
  open: Open,
): Promise<readonly string[]> {
  const { contract, cases } = await loadSuite({
    contractFile,
    scenariosDir: 'scenarios',
    tags: [],
    driver: 'browser',
  })
  const { target, stop } = await startEmbedded(name, { contractFile })
  const tools = await createTools({
    target,
    contract,
    limits: defaultLimits,
    runId: 'self',
    open: (_endpoint, limits) => open(target, limits),
  })
  const found = new Set<string>()
  for (const item of cases) {
    const plan = planCase(item, contract)
    if (missingNeeds(plan, target) !== undefined) continue
    const { steps } = await runCase(plan, { tools })
    for (const { findings } of steps) {
      for (const finding of findings) found.add(fingerprintOf(finding))
    }
  }
  await tools.driver.close()
  await stop()
  return [...found].toSorted()
}
