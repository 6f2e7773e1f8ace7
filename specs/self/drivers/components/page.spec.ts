/** The real web components, and stand-ins of them, in a real browser. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from '@playwright/test'
import type { TestInfo } from '@playwright/test'
import type { Browser } from 'playwright'
import { findBrowser, noBrowser } from '../../../../src/drivers/browser/find.ts'
import { componentCases } from '../../../../src/drivers/components/cases.ts'
import { findComponents } from '../../../../src/drivers/components/package.ts'
import { runComponent } from '../../../../src/drivers/components/run.ts'
import type { Ran } from '../../../../src/drivers/components/run.ts'
import { loadContract } from '../../../../src/contract/load.ts'
import { webComponents } from '../../../../src/contract/pins.ts'
import { defaultLimits } from '../../../../src/transport/transport.ts'
import { startEmbedded, targetOf } from '../../../../src/auth/embedded.ts'
import type { Call } from '../../../../src/sandbox/calls.ts'
import type { Fault } from '../../../../src/sandbox/faults.ts'
import { startSandbox } from '../../../../src/sandbox/server.ts'
import type { Target } from '../../../../src/auth/target.ts'
import { createTools } from '../../../../src/run/context.ts'
import { test } from '../browser/pages.ts'
import { findingsOf, guardsOf } from '../../kit.ts'
import { notingCalls, notingTokens } from '../../noting.ts'

test.skip(!findBrowser(), noBrowser)
test.describe.configure({ timeout: 90_000 })

type Given = {
  readonly browser: Browser
  /** `new-user` or `given-devices`. */
  readonly name: string
  readonly components?: string
  readonly timeoutMs?: number
  /** Of the run; others may have used up some of it. */
  readonly budget?: { readonly maxRequests: number; readonly used: number }
}

async function runAgainst(
  target: Target,
  given: Given,
): Promise<Ran & { readonly sent: number }> {
  const contract = loadContract(webComponents.file)
  const { maxRequests, used = 0 } = given.budget ?? {}
  const guards = guardsOf(maxRequests === undefined ? {} : { maxRequests })
  for (let at = 0; at < used; at += 1) guards.counters.sent.add()
  const tools = await createTools({
    target,
    contract,
    limits: defaultLimits,
    runId: 'self',
    guards,
  })
  const item = componentCases.find(({ id }) => id.endsWith(given.name))
  if (!item) throw new Error(`there is no case "${given.name}"`)
  try {
    const ran = await runComponent(item, {
      tools,
      components: findComponents(given.components),
      place: { file: 'literal.spec.ts', line: 1, column: 1 },
      browser: given.browser,
      timeoutMs: given.timeoutMs ?? 20_000,
    })
    return { ...ran, sent: guards.counters.sent.read() }
  } finally {
    await tools.driver.close()
  }
}

async function runOnSandbox(faults: Fault, given: Given) {
  const calls: Call[] = []
  const minted = new Set<string>()
  const sandbox = await startSandbox({
    faults: notingCalls(calls, notingTokens(minted, faults)),
  })
  const ran = await runAgainst(targetOf(sandbox), given)
  const left = sandbox.state.all(sandbox.seed.workspaceId).length
  await sandbox.stop()
  return { ...ran, calls, minted, left, seed: sandbox.seed }
}

function stepsOf({ outcome }: Ran): readonly string[] {
  return outcome.steps.map(({ id, status }) => `${status}: ${id}`)
}

/** A package whose table is a few lines of the test. */
async function standIn(info: TestInfo, connected: string): Promise<string> {
  const folder = info.outputPath('stand-in')
  await mkdir(join(folder, 'dist'), { recursive: true })
  const manifest = { name: 'stand-in', version: '0.0.1' }
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest))
  const script = `
    customElements.define('seam-device-table', class extends HTMLElement {
      async connectedCallback() { ${connected} }
      async ask(path, body, headers) {
        const reply = await fetch(this.getAttribute('endpoint') + path, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: JSON.stringify(body),
        })
        return reply.json()
      }
      async askAll() {
        const key = this.getAttribute('publishable-key')
        const user = this.getAttribute('user-identifier-key')
        const { client_session } = await this.ask(
          '/client_sessions/get_or_create',
          { user_identifier_key: user },
          { 'seam-publishable-key': key },
        )
        this.credential = { authorization: 'Bearer ' + client_session.token }
        return this.ask('/devices/list', {}, this.credential)
      }
      say(name, text) { this.innerHTML = '<p class="' + name + '">' + text + '</p>' }
    })`
  await writeFile(join(folder, 'dist', 'elements.js'), script)
  return folder
}

test('a new user sees an empty list, and every call is judged', async ({
  browser,
}) => {
  const ran = await runOnSandbox({}, { browser, name: 'new-user' })
  expect(findingsOf(ran.outcome)).toEqual([])
  expect(ran.outcome.status).toBe('passed')
  expect(stepsOf(ran)).toEqual(
    expect.arrayContaining([
      'passed: the page asks /client_sessions/get_or_create',
      'passed: the page asks /devices/list',
      'passed: the page shows its devices',
    ]),
  )
  const judged = ran.outcome.steps.flatMap((step) => step.judged ?? [])
  expect(new Set(judged.map(({ body }) => body))).toEqual(new Set(['judged']))
  expect(ran.screenshot?.subarray(1, 4).toString()).toBe('PNG')
  expect(ran.left).toBe(0)
})

test('a session that was given devices shows them', async ({ browser }) => {
  const ran = await runOnSandbox({}, { browser, name: 'given-devices' })
  expect(findingsOf(ran.outcome)).toEqual([])
  expect(ran.outcome.status).toBe('passed')
  expect(stepsOf(ran)[0]).toBe('passed: the backend makes a session')
  expect(ran.left).toBe(0)
})

test('the API key never enters the page, and nothing secret the outcome', async ({
  browser,
}) => {
  const ran = await runOnSandbox({}, { browser, name: 'given-devices' })
  const fromPage = ran.calls.filter(({ headers }) => headers.origin)
  expect(fromPage.length).toBeGreaterThan(2)
  const sent = JSON.stringify(fromPage.map(({ headers }) => headers))
  expect(sent).not.toContain(ran.seed.apiKey)
  const written = JSON.stringify(ran.outcome) + ran.console
  expect(ran.minted.size).toBe(1)
  for (const secret of [
    ran.seed.apiKey,
    ran.seed.publishableKey,
    ...ran.minted,
  ])
    expect(written).not.toContain(secret)
})

test('a publishable key is not in the outcome either', async ({ browser }) => {
  const ran = await runOnSandbox({}, { browser, name: 'new-user' })
  const written = JSON.stringify(ran.outcome) + ran.console
  expect(written).toContain('$SEAM_PUBLISHABLE_KEY')
  for (const secret of [ran.seed.publishableKey, ...ran.minted])
    expect(written).not.toContain(secret)
})

const listReply = (body: object): Fault => ({
  reply: (reply, { path, method }) =>
    path === '/devices/list' && method === 'POST'
      ? { ...reply, body: { ...Object(reply.body), ...body } }
      : reply,
})

test('what the page got is held to the contract', async ({ browser }) => {
  const faults = listReply({ pagination: { has_next_page: 'no' } })
  const ran = await runOnSandbox(faults, { browser, name: 'new-user' })
  expect(ran.outcome.status).toBe('failed')
  expect(findingsOf(ran.outcome)).toEqual(
    expect.arrayContaining([
      'breaking-drift body-type-wrong body.pagination.has_next_page',
    ]),
  )
})

test('devices that a new user was not given are an unmet expectation', async ({
  browser,
}) => {
  const faults: Fault = {
    authorize: (attempt, next) => {
      const caller = next(attempt)
      if (!attempt.operation.endsWith('/devices/list')) return caller
      return { kind: 'api_key', workspaceId: caller.workspaceId }
    },
  }
  const ran = await runOnSandbox(faults, { browser, name: 'new-user' })
  expect(findingsOf(ran.outcome)).toEqual([
    'expectation expectation-unmet body.devices',
  ])
})

test('a 503 is an outage, whatever the component makes of it', async ({
  browser,
}) => {
  const faults: Fault = {
    reply: (reply, { path, method }) =>
      path === '/devices/list' && method === 'POST'
        ? { ...reply, status: 503 }
        : reply,
  }
  const ran = await runOnSandbox(faults, { browser, name: 'new-user' })
  expect(ran.outcome.status).toBe('inconclusive')
  expect(new Set(findingsOf(ran.outcome))).toEqual(
    new Set(['outage server-error status']),
  )
  expect(stepsOf(ran).at(-1)).toBe('not-judged: the page shows its devices')
})

test('the origin * keeps the page from replies to calls with credentials', async ({
  browser,
}) => {
  const faults: Fault = {
    reply: (reply, { headers: { origin } }) => {
      if (origin === undefined) return reply
      const headers = { ...reply.headers, 'access-control-allow-origin': '*' }
      return { ...reply, headers }
    },
  }
  const given = { browser, name: 'given-devices', timeoutMs: 3000 }
  const ran = await runOnSandbox(faults, given)
  expect(ran.outcome.status).toBe('failed')
  expect(findingsOf(ran.outcome)).toContain(
    'breaking-drift cors-preflight-refused preflight access-control-allow-origin',
  )
  expect(findingsOf(ran.outcome).join()).not.toContain('outage')
  expect(stepsOf(ran).at(-1)).toBe('not-judged: the page shows its devices')
})

test('a component that shows nothing of what was sent is found out', async ({
  browser,
}, info) => {
  const components = await standIn(info, `await this.askAll()`)
  const given = { browser, name: 'new-user', components, timeoutMs: 1500 }
  const ran = await runOnSandbox({}, given)
  expect(ran.outcome.title).toContain('[stand-in@0.0.1]')
  expect(findingsOf(ran.outcome)).toEqual([
    'expectation component-view-wrong page <seam-device-table>',
  ])
})

test('a component that asks elsewhere is blocked, and told', async ({
  browser,
}, info) => {
  const components = await standIn(
    info,
    `await fetch('https://elsewhere.example/').catch(() => {})
     await this.askAll()
     this.say('seam-table-empty-placeholder', 'none')`,
  )
  const given = { browser, name: 'new-user', components }
  const { outcome, console } = await runOnSandbox({}, given)
  expect(outcome.status).toBe('passed')
  expect(findingsOf(outcome)).toEqual([
    'additive-drift component-asks-elsewhere page <seam-device-table>',
  ])
  expect(console).toContain('Content Security Policy')
})

test('a call that the contract does not have is not judged, not passed', async ({
  browser,
}, info) => {
  const components = await standIn(
    info,
    `await this.askAll()
     await this.ask('/locks/list', {}, this.credential)
     this.say('seam-table-empty-placeholder', 'none')`,
  )
  const ran = await runOnSandbox({}, { browser, name: 'new-user', components })
  expect(ran.outcome.status).toBe('inconclusive')
  expect(ran.outcome.reason).toBe(
    'schemas/web-components.json does not have POST /locks/list',
  )
})

test("Seam's own fake is judged as it is, and its devices are shown", async ({
  browser,
}) => {
  const { target, stop } = await startEmbedded('fake', {
    contractFile: 'schemas/client-sessions.json',
  })
  const { outcome } = await runAgainst(target, {
    browser,
    name: 'given-devices',
  })
  await stop()
  const findings = findingsOf(outcome)
  expect(findings).toContain(
    'breaking-drift body-format-wrong body.devices[0].device_id',
  )
  expect(findings.join()).not.toContain('component-view-wrong')
  expect(findings.join()).not.toContain('outage')
  const shown = outcome.steps.at(-1)
  expect([shown?.id, shown?.status]).toEqual([
    'the page shows its devices',
    'passed',
  ])
})

/** Time for the browser to be told. */
const slowly: Fault = {
  reply: async (reply) => {
    await sleep(500)
    return reply
  },
}

for (const left of [0, 1]) {
  test(`a page that has ${left} requests left of a budget sends no more than these`, async ({
    browser,
  }) => {
    const budget = { maxRequests: 10, used: 10 - left }
    const given = { browser, name: 'new-user', timeoutMs: 3000, budget }
    const ran = await runOnSandbox(slowly, given)
    const fromPage = ran.calls.filter(
      ({ method, headers }) => headers.origin && method !== 'OPTIONS',
    )
    expect(fromPage.length).toBeLessThanOrEqual(left)
    expect(findingsOf(ran.outcome)).toEqual([])
    expect(ran.outcome).toMatchObject({
      status: 'not-judged',
      reason: 'the budget of requests is used up (--max-requests 10)',
    })
    expect(ran.outcome.steps.at(-1)).toMatchObject({ isBlockedByLimit: true })
  })
}

test('what a page sends is counted', async ({ browser }) => {
  const budget = { maxRequests: 100, used: 0 }
  const ran = await runOnSandbox({}, { browser, name: 'new-user', budget })
  expect(ran.outcome.status).toBe('passed')
  const calls = ran.calls.filter(({ method }) => method !== 'OPTIONS')
  expect(ran.sent).toBe(calls.length)
})
