/** The real web components, and replacements of them, in a real browser. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from '@playwright/test'
import type { TestInfo } from '@playwright/test'
import type { Browser } from 'playwright'
import { findBrowser, noBrowser } from '../../../../src/drivers/browser/find.ts'
import { componentCases } from '../../../../src/cases/components.ts'
import type { Evidence, OpenDriver } from '../../../../src/drivers/driver.ts'
import {
  openComponents,
  openComponentsIn,
} from '../../../../src/drivers/components/driver.ts'
import { findComponents } from '../../../../src/drivers/components/package.ts'
import type { Outcome } from '../../../../src/model/outcome.ts'
import { runCase } from '../../../../src/run/case.ts'
import { planCase } from '../../../../src/scenario/plan.ts'
import { loadContract } from '../../../../src/contract/load.ts'
import { webComponents } from '../../../../src/contract/pins.ts'
import { defaultLimits } from '../../../../src/transport/transport.ts'
import { startEmbedded, targetOf } from '../../../../src/auth/embedded.ts'
import type { Call } from '../../../../src/sandbox/calls.ts'
import type { Fault } from '../../../../src/sandbox/faults.ts'
import { startSandbox } from '../../../../src/sandbox/server.ts'
import type { Target } from '../../../../src/auth/target.ts'
import { openContext } from '../../../../src/run/context.ts'
import { findingsOf, guardsOf } from '../../kit.ts'
import { notingCalls, notingTokens } from '../../noting.ts'
import { childrenOf, isAlive } from '../../processes.ts'
import { test } from '../browser/pages.ts'

test.skip(!findBrowser(), noBrowser)
test.describe.configure({ timeout: 600_000 })

/** One browser for all tests of a worker; a page of each has nothing of
 * another. */
let open: OpenDriver = openComponents

test.beforeEach(({ browser }) => {
  open = inside(browser)
})

function inside(browser: Browser): OpenDriver {
  const kept = {
    newContext: browser.newContext.bind(browser),
    close: async () => {},
  }
  return (options) => openComponentsIn(async () => kept, options)
}

type Given = {
  /** `new-user` or `given-devices`. */
  readonly name: string
  readonly components?: string
  readonly timeoutMs?: number
  /** Of the run; other cases may have used a part of it. */
  readonly budget?: { readonly maxRequests: number; readonly used: number }
}

type Ran = { readonly outcome: Outcome; readonly evidence: readonly Evidence[] }

async function runAgainst(
  target: Target,
  given: Given,
): Promise<Ran & { readonly sent: number }> {
  const contract = loadContract(webComponents.file)
  const { maxRequests, used = 0 } = given.budget ?? {}
  const guards = guardsOf(maxRequests === undefined ? {} : { maxRequests })
  for (let at = 0; at < used; at += 1) {
    guards.counters.sent.add()
    guards.counters.taken.add()
  }
  const { components, timeoutMs } = given
  const context = await openContext({
    target,
    contract,
    limits: defaultLimits,
    runId: 'self',
    guards,
    driver: open,
    ...(components !== undefined && { components }),
    ...(timeoutMs !== undefined && { pageTimeoutMs: timeoutMs }),
  })
  const item = componentCases(findComponents(components).name).find(({ id }) =>
    id.endsWith(given.name),
  )
  if (!item) throw new Error(`there is no case "${given.name}"`)
  const evidence: Evidence[] = []
  try {
    const outcome = await runCase(planCase(item, contract), {
      context,
      show: {
        step: async (_planned, run) => void (await run()),
        evidence: async (items) => void evidence.push(...items),
      },
    })
    return { outcome, evidence, sent: guards.counters.sent.read() }
  } finally {
    await context.close()
  }
}

function consoleOf({ evidence }: Ran): string {
  const found = evidence.find(({ name }) => name === 'console of the page')
  return String(found?.body ?? '')
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

type OnSandbox = Awaited<ReturnType<typeof runOnSandbox>>

/** Each run once by each worker. */
const sound = new Map<string, Promise<OnSandbox>>()

function runSound(name: 'new-user' | 'given-devices'): Promise<OnSandbox> {
  const budget = { maxRequests: 100, used: 0 }
  const ran = sound.get(name) ?? runOnSandbox({}, { name, budget })
  sound.set(name, ran)
  return ran
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

test('a new user sees an empty list, and every call is judged', async () => {
  const ran = await runSound('new-user')
  expect(findingsOf(ran.outcome)).toEqual([])
  expect(ran.outcome.status).toBe('passed')
  expect(ran.outcome.cleanup.map(({ status }) => status)).toEqual(['undone'])
  expect(stepsOf(ran)).toEqual(
    expect.arrayContaining([
      'passed: the client calls /client_sessions/get_or_create',
      'passed: the page shows its devices',
    ]),
  )
  const judged = ran.outcome.steps.flatMap((step) => step.judged ?? [])
  expect(new Set(judged.map(({ body }) => body))).toEqual(new Set(['judged']))
  const picture = ran.evidence.find(({ name }) => name === 'the page')?.body
  expect(String(picture).slice(1, 4)).toBe('PNG')
  expect(ran.left).toBe(0)
})

test('a session with devices shows them', async () => {
  const ran = await runSound('given-devices')
  expect(findingsOf(ran.outcome)).toEqual([])
  expect(ran.outcome.status).toBe('passed')
  expect(stepsOf(ran)[0]).toBe('passed: the backend creates a session')
  expect(ran.left).toBe(0)
})

test('the API key never enters the page, and no secret is in the outcome', async () => {
  const ran = await runSound('given-devices')
  const fromPage = ran.calls.filter(({ headers }) => headers.origin)
  expect(fromPage.length).toBeGreaterThan(2)
  const sent = JSON.stringify(fromPage.map(({ headers }) => headers))
  expect(sent).not.toContain(ran.seed.apiKey)
  const written = JSON.stringify(ran.outcome) + consoleOf(ran)
  expect(ran.minted.size).toBe(1)
  for (const secret of [
    ran.seed.apiKey,
    ran.seed.publishableKey,
    ...ran.minted,
  ])
    expect(written).not.toContain(secret)
})

test('the outcome does not contain the publishable key', async () => {
  const ran = await runSound('new-user')
  const written = JSON.stringify(ran.outcome) + consoleOf(ran)
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

test('responses to the page are checked against the contract', async () => {
  const faults = listReply({ pagination: { has_next_page: 'no' } })
  const ran = await runOnSandbox(faults, { name: 'new-user' })
  expect(ran.outcome.status).toBe('failed')
  expect(findingsOf(ran.outcome)).toEqual(
    expect.arrayContaining([
      'breaking-drift body-type-wrong body.pagination.has_next_page',
    ]),
  )
})

test('the driver starts a browser of its own, and ends it', async () => {
  open = openComponents
  const before = childrenOf(process.pid).filter(isAlive)
  const ran = await runOnSandbox({}, { name: 'given-devices' })
  expect(ran.outcome.status).toBe('passed')
  expect(childrenOf(process.pid).filter(isAlive)).toEqual(before)
})

test('devices that a new user must not see are an unmet expectation', async () => {
  const faults: Fault = {
    authorize: (attempt, next) => {
      const caller = next(attempt)
      if (!attempt.operation.endsWith('/devices/list')) return caller
      return { kind: 'api_key', workspaceId: caller.workspaceId }
    },
  }
  const ran = await runOnSandbox(faults, { name: 'new-user' })
  expect(findingsOf(ran.outcome)).toEqual([
    'expectation expectation-unmet body.devices',
  ])
})

test('a 503 is an outage, whatever the component shows', async () => {
  const faults: Fault = {
    reply: (reply, { path, method }) =>
      path === '/devices/list' && method === 'POST'
        ? { ...reply, status: 503 }
        : reply,
  }
  const ran = await runOnSandbox(faults, { name: 'new-user' })
  expect(ran.outcome.status).toBe('inconclusive')
  expect(new Set(findingsOf(ran.outcome))).toEqual(
    new Set(['outage server-error status']),
  )
  expect(stepsOf(ran).at(-1)).toBe('inconclusive: the page shows its devices')
  // The step's own request failed: the cause is in no earlier step.
  expect(ran.outcome.steps.at(-1)?.exchange).toMatchObject({
    request: { path: '/devices/list' },
    result: { status: 503 },
  })
})

test('an outage before the page asks for devices: that step is not judged', async () => {
  const faults: Fault = {
    reply: (reply, { path, method }) =>
      path === '/client_sessions/get_or_create' && method === 'POST'
        ? { ...reply, status: 503, body: { ok: false } }
        : reply,
  }
  const ran = await runOnSandbox(faults, { name: 'new-user', timeoutMs: 3000 })
  expect(ran.outcome.status).toBe('inconclusive')
  expect(new Set(findingsOf(ran.outcome))).toEqual(
    new Set(['outage server-error status']),
  )
  expect(ran.outcome.steps.at(-1)).toMatchObject({
    id: 'the page shows its devices',
    status: 'not-judged',
    reason: 'POST /client_sessions/get_or_create did not succeed',
  })
})

test('CORS hides an earlier response: the step of the devices is not judged', async () => {
  const faults: Fault = {
    reply: (reply, { path, headers: { origin } }) => {
      if (origin === undefined || path !== '/client_sessions/get_or_create')
        return reply
      const headers = { ...reply.headers, 'access-control-allow-origin': '' }
      return { ...reply, headers }
    },
  }
  const ran = await runOnSandbox(faults, { name: 'new-user', timeoutMs: 3000 })
  expect(ran.outcome.status).toBe('failed')
  expect(ran.outcome.steps.at(-1)).toMatchObject({
    id: 'the page shows its devices',
    status: 'not-judged',
  })
  expect(findingsOf(ran.outcome).join()).not.toContain('component-view-wrong')
})

test('with the origin * the page cannot read responses to calls with credentials', async () => {
  const faults: Fault = {
    reply: (reply, { headers: { origin } }) => {
      if (origin === undefined) return reply
      const headers = { ...reply.headers, 'access-control-allow-origin': '*' }
      return { ...reply, headers }
    },
  }
  const given = { name: 'given-devices', timeoutMs: 3000 }
  const ran = await runOnSandbox(faults, given)
  expect(ran.outcome.status).toBe('failed')
  expect(findingsOf(ran.outcome)).toContain(
    'breaking-drift cors-preflight-refused preflight access-control-allow-origin',
  )
  expect(findingsOf(ran.outcome).join()).not.toContain('outage')
  expect(findingsOf(ran.outcome).join()).not.toContain('component-view-wrong')
  // The step's own request was blocked: the cause is in no earlier step.
  expect(stepsOf(ran).at(-1)).toBe('failed: the page shows its devices')
  expect(ran.outcome.steps.at(-1)?.exchange).toMatchObject({
    request: { path: '/devices/list' },
    result: { kind: 'no-reply', reason: 'blocked' },
  })
})

test('a component that does not show the devices of the response is a finding', async ({}, info) => {
  const components = await standIn(info, `await this.askAll()`)
  const given = { name: 'new-user', components, timeoutMs: 1500 }
  const ran = await runOnSandbox({}, given)
  expect(ran.outcome.title).toContain('[stand-in@0.0.1]')
  expect(findingsOf(ran.outcome)).toEqual([
    'expectation component-view-wrong page <seam-device-table>',
  ])
})

test('a request of a component to another host is blocked and reported', async ({}, info) => {
  const components = await standIn(
    info,
    `await fetch('https://elsewhere.example/').catch(() => {})
     await this.askAll()
     this.say('seam-table-empty-placeholder', 'none')`,
  )
  const given = { name: 'new-user', components }
  const ran = await runOnSandbox({}, given)
  const { outcome } = ran
  expect(outcome.status).toBe('passed')
  expect(findingsOf(outcome)).toEqual([
    'additive-drift component-asks-elsewhere page <seam-device-table>',
  ])
  expect(consoleOf(ran)).toContain('Content Security Policy')
})

test('a call that the contract does not have is not judged, not passed', async ({}, info) => {
  const components = await standIn(
    info,
    `await this.askAll()
     await this.ask('/locks/list', {}, this.credential)
     this.say('seam-table-empty-placeholder', 'none')`,
  )
  const ran = await runOnSandbox({}, { name: 'new-user', components })
  expect(ran.outcome.status).toBe('inconclusive')
  expect(ran.outcome.reason).toBe(
    'schemas/web-components.json does not have POST /locks/list',
  )
})

test("Seam's own fake is judged, and its devices are shown", async () => {
  const { target, stop } = await startEmbedded('fake', {
    contractFile: 'schemas/client-sessions.json',
  })
  const { outcome } = await runAgainst(target, {
    name: 'given-devices',
  })
  await stop()
  const findings = findingsOf(outcome)
  expect(findings).toContain(
    'breaking-drift body-format-wrong body.devices[0].device_id',
  )
  expect(findings.join()).not.toContain('component-view-wrong')
  expect(findings.join()).not.toContain('outage')
  const shown = outcome.steps.find(
    ({ id }) => id === 'the page shows its devices',
  )
  expect(shown?.judged?.body).toBe('judged')
})

/** Time for the browser to react. */
const slowly: Fault = {
  reply: async (reply) => {
    await sleep(500)
    return reply
  },
}

for (const left of [0, 1]) {
  test(`a page with ${left} requests left in the budget sends no more`, async () => {
    const budget = { maxRequests: 10, used: 10 - left }
    const given = { name: 'new-user', timeoutMs: 3000, budget }
    const ran = await runOnSandbox(slowly, given)
    const fromPage = ran.calls.filter(
      ({ method, headers }) => headers.origin && method !== 'OPTIONS',
    )
    expect(fromPage.length).toBeLessThanOrEqual(left)
    expect(findingsOf(ran.outcome)).toEqual([])
    expect(ran.outcome).toMatchObject({
      status: 'not-judged',
      reason: 'the request budget is used up (--max-requests 10)',
    })
    expect(ran.outcome.steps.at(-1)).toMatchObject({ isBlockedByLimit: true })
  })
}

test('all requests of a page are counted, including preflights', async () => {
  const ran = await runSound('new-user')
  expect(ran.outcome.status).toBe('passed')
  const preflights = ran.calls.filter(({ method }) => method === 'OPTIONS')
  expect(preflights.length).toBeGreaterThan(0)
  expect(ran.sent).toBe(ran.calls.length)
})
