/** A server that behaves well in its own way passes the whole suite. */
import { expect, test } from '@playwright/test'
import { startSandbox } from '../../../src/sandbox/server.ts'
import { readVerdict } from '../commands/left.ts'
import { seamwatch } from '../commands/seamwatch.ts'
import { friendly } from './friendly.ts'

test('a friendly server passes, and what it does not share is listed', async () => {
  test.setTimeout(300_000)
  const sandbox = await startSandbox({ faults: friendly() })
  const { seed } = sandbox
  const left = await seamwatch({
    args: ['run'],
    sandbox,
    env: {
      SEAM_PERSONAL_ACCESS_TOKEN: seed.personalAccessToken,
      SEAM_WORKSPACE_ID: seed.workspaceId,
      SEAM_PUBLISHABLE_KEY: seed.publishableKey,
      SEAM_CONSOLE_SESSION_TOKEN: seed.consoleSessionToken,
      SEAMWATCH_FOREIGN_API_KEY: seed.foreignApiKey,
      SEAMWATCH_FOREIGN_WORKSPACE_ID: seed.foreignWorkspaceId,
      SEAMWATCH_CONNECT_WEBVIEW_IDS: `${seed.connectWebviewId},${seed.secondConnectWebviewId}`,
      SEAMWATCH_CONNECTED_ACCOUNT_IDS: `${seed.connectedAccountId}, ${seed.secondConnectedAccountId}`,
      SEAMWATCH_USER_IDENTITY_ID: seed.userIdentityId,
      SEAMWATCH_CUSTOMER_KEY: 'a-customer',
    },
  })
  await sandbox.stop()
  const { status, counts, findings } = await readVerdict(left)
  expect(left.exitCode).toBe(0)
  expect(status).toBe('passed')
  expect(counts.cases).toMatchObject({
    failed: 0,
    inconclusive: 0,
    notJudged: 0,
  })
  const assumptions = findings.map(({ assumption }) => assumption)
  expect(new Set(assumptions.filter(Boolean))).toEqual(
    new Set(['bearer-in-lower-case-is-accepted', 'list-rejects-wrong-filters']),
  )
})
