/** With and without a page, the same scenarios have the same findings. */
import { expect } from '@playwright/test'
import { findBrowser, noBrowser } from '../../../src/drivers/browser/find.ts'
import { backendSecretsOf } from '../../../src/auth/credential.ts'
import { createPageTransport } from '../../../src/drivers/browser/page-transport.ts'
import { defaultLimits } from '../../../src/transport/transport.ts'
import type { Transport, Limits } from '../../../src/transport/transport.ts'
import { createNodeHttpTransport } from '../../../src/transport/node-http.ts'
import { startEmbedded } from '../../../src/auth/embedded.ts'
import type { OpenBrowser } from '../../../src/drivers/browser/open.ts'
import { fingerprintOf } from '../../../src/model/finding.ts'
import type { Finding } from '../../../src/model/finding.ts'
import { missingPrerequisites } from '../../../src/cases/prerequisites.ts'
import { runCase } from '../../../src/run/case.ts'
import { planCase } from '../../../src/scenario/plan.ts'
import { loadSuite } from '../../../src/cases/suite.ts'
import type { Target } from '../../../src/auth/target.ts'
import { openContext } from '../../../src/run/context.ts'
import { test } from '../drivers/browser/pages.ts'

test.skip(!findBrowser(), noBrowser)

const contractFile = 'schemas/client-sessions.json'

for (const name of ['fake', 'sandbox'] as const) {
  test(`the ${name} has the same findings with and without a page`, async ({
    opened,
  }) => {
    test.setTimeout(600_000)
    const [without, through] = await Promise.all([
      findingsOf(name, ({ endpoint }, limits) =>
        createNodeHttpTransport(endpoint, limits),
      ),
      findingsOf(name, throughPages(opened)),
    ])
    expect(through.filter((it) => !isOfPages(it))).toEqual(without)
    expect(without.filter(isOfPages)).toEqual([])
  })
}

/** Findings that only a browser can have. */
function isOfPages(fingerprint: string): boolean {
  return /^(?:cors-|request-id-unexposed)/.test(fingerprint)
}

type Open = (target: Target, limits: Limits) => Transport

function throughPages(opened: OpenBrowser): Open {
  return ({ endpoint, keyring }, limits) =>
    createPageTransport(endpoint, {
      limits,
      opened,
      backend: createNodeHttpTransport(endpoint, limits),
      backendSecrets: backendSecretsOf(keyring),
    })
}

/** Starts a new target for each run: a run would find sessions of an earlier
 * one. */
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
  const context = await openContext({
    target,
    contract,
    limits: defaultLimits,
    runId: 'self',
    connect: (_endpoint, limits) => open(target, limits),
  })
  const plans = cases
    .map((item) => planCase(item, contract))
    .filter((plan) => missingPrerequisites(plan, target) === undefined)
  // One after the other: of two creates with one key, the fake accepts one.
  const findings: Finding[] = []
  for (const plan of plans) {
    const { steps } = await runCase(plan, { context })
    findings.push(...steps.flatMap((step) => step.findings))
  }
  await context.close()
  await stop()
  return [...new Set(findings.map(fingerprintOf))].toSorted()
}
