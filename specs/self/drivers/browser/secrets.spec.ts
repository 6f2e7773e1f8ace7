import { expect } from '@playwright/test'
import type { Browser } from 'playwright'
import { findBrowser, noBrowser } from '../../../../src/drivers/browser/find.ts'
import { backendSecretsOf } from '../../../../src/auth/credential.ts'
import { createBrowserDriver } from '../../../../src/drivers/browser/driver.ts'
import { defaultLimits } from '../../../../src/transport/transport.ts'
import { createNodeHttpTransport } from '../../../../src/transport/node-http.ts'
import { holdsSecret } from '../../../../src/drivers/browser/backend-secrets.ts'
import { targetOf } from '../../../../src/auth/embedded.ts'
import { runCase } from '../../../../src/run/case.ts'
import { startSandbox } from '../../../../src/sandbox/server.ts'
import { planCase } from '../../../../src/scenario/plan.ts'
import { loadSuite } from '../../../../src/cases/suite.ts'
import { createTools } from '../../../../src/run/context.ts'
import { test } from './pages.ts'

test.skip(!findBrowser(), noBrowser)

/** The same object, which writes down what each of its methods is given, and
 * those of what they give back. */
function recorded<T extends object>(object: T, calls: unknown[][]): T {
  return new Proxy(object, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name)
      if (typeof value !== 'function') return value
      return (...given: unknown[]) => {
        calls.push([String(name), ...given.map(textOf)])
        const result: unknown = Reflect.apply(value, target, given)
        return result instanceof Promise
          ? result.then((it: unknown) => wrapped(it, calls))
          : wrapped(result, calls)
      }
    },
  })
}

/** Contexts and pages; their classes have other names once bundled. */
function wrapped(value: unknown, calls: unknown[][]): unknown {
  const isFollowed = ['newPage', 'evaluate'].some(
    (name) => typeof Object(value)[name] === 'function',
  )
  return isFollowed ? recorded(Object(value), calls) : value
}

function textOf(value: unknown): string {
  return typeof value === 'function' ? String(value) : JSON.stringify(value)
}

test('the API key never enters the page: not as a value, a request or a trace', async ({
  opened,
}) => {
  const fromPage: string[] = []
  const fromBackend: string[] = []
  const sandbox = await startSandbox({
    faults: {
      reply: (reply, { headers, operation }) => {
        const list = headers.origin === undefined ? fromBackend : fromPage
        list.push(`${operation} ${JSON.stringify(headers)}`)
        return reply
      },
    },
  })
  const target = targetOf(sandbox)
  const secrets = backendSecretsOf(target.keyring)
  const calls: unknown[][] = []
  const kept: string[] = []
  const browser: Browser = recorded(opened.browser, calls)
  const { contract, cases } = await loadSuite({
    contractFile: 'schemas/client-sessions.json',
    scenariosDir: 'scenarios',
    tags: ['pages'],
    driver: 'browser',
  })
  const tools = await createTools({
    target,
    contract,
    limits: defaultLimits,
    runId: 'self',
    open: (endpoint, limits) =>
      createBrowserDriver(endpoint, {
        limits,
        opened: { ...opened, browser },
        backend: createNodeHttpTransport(endpoint, limits),
        backendSecrets: secrets,
      }),
  })
  for (const item of cases) {
    const { status } = await runCase(planCase(item, contract), { tools })
    expect(status, item.title).toBe('passed')
  }
  for (const context of opened.browser.contexts()) {
    kept.push(JSON.stringify(await context.storageState()))
    for (const page of context.pages()) {
      kept.push(await page.content(), page.url())
    }
  }
  await tools.driver.close()
  await sandbox.stop()

  // Both were there to be seen, so that the silence below means something.
  expect(holdsSecret(fromBackend, secrets)).toBe(true)
  const publishable = [String(target.keyring.publishable_key)]
  expect(holdsSecret(calls, publishable)).toBe(true)
  expect(holdsSecret(fromPage, publishable)).toBe(true)
  expect(kept.join()).toContain('get_or_create')

  expect(secrets).toContain(target.keyring.api_key)
  expect(holdsSecret(calls, secrets)).toBe(false)
  expect(holdsSecret(fromPage, secrets)).toBe(false)
  expect(holdsSecret(kept, secrets)).toBe(false)
  // What a picture shows of the page: no credential, not even the page's own.
  expect(holdsSecret(kept, publishable)).toBe(false)
  expect(kept.join()).not.toMatch(/seam_|Bearer/)
})
