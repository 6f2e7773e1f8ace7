/** Golden failures: for each finding code, the text that a person sees. Rewrite
 * them with UPDATE_GOLDEN=1, and review what changed. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { generate } from 'selfsigned'
import { findBrowser, noBrowser } from '../../../src/drivers/browser/find.ts'
import { catalog } from '../../../src/checks/catalog.ts'
import type { Finding } from '../../../src/model/finding.ts'
import type { FindingCode } from '../../../src/model/catalog.ts'
import { checkReturned } from '../../../src/checks/returned.ts'
import { webComponents } from '../../../src/contract/pins.ts'
import { statusOf } from '../../../src/run/status.ts'
import type { View } from '../../../src/drivers/components/view.ts'
import { loadContract } from '../../../src/contract/load.ts'
import { defaultLimits } from '../../../src/transport/transport.ts'
import { targetOf } from '../../../src/auth/embedded.ts'
import type { StepOutcome } from '../../../src/model/outcome.ts'
import { findingLines } from '../../../src/report/terminal/lines.ts'
import { runCase } from '../../../src/run/case.ts'
import type { Fault } from '../../../src/sandbox/faults.ts'
import { mutants } from '../../../src/sandbox/mutants/catalogue.ts'
import { ApiError } from '../../../src/sandbox/errors.ts'
import { startSandbox } from '../../../src/sandbox/server.ts'
import { openBrowser } from '../../../src/drivers/browser/open.ts'
import type { OpenBrowser } from '../../../src/drivers/browser/open.ts'
import { createPageTransport } from '../../../src/drivers/browser/page-transport.ts'
import { backendSecretsOf } from '../../../src/auth/credential.ts'
import { openApi } from '../../../src/drivers/http.ts'
import type { OpenDriver } from '../../../src/drivers/driver.ts'
import { openContext } from '../../../src/run/context.ts'
import { checkClient } from '../../../src/checks/client.ts'
import { planOf } from '../kit.ts'
import { judgementOf, wrongCalls } from './client-calls.ts'
import type { Given } from './client-calls.ts'
import { findingsOf, wrongPackages } from './package-facts.ts'
import type { GivenPackage } from './package-facts.ts'

const folder = 'specs/self/golden'

/** What a device table shows, and the origins that it sent requests to. */
type Seen = { readonly view: View; readonly foreign: readonly string[] }

type Provoked = {
  readonly steps?: string
  readonly faults?: Fault
  readonly isTls?: boolean
  /** Only a request from a page has this finding. */
  readonly isFromPage?: boolean
  /** The only workspace that the run may work in. */
  readonly workspaceId?: string
  /** Edits the text of the contract. */
  readonly contract?: readonly [from: string, to: string]
  /** Instead of a scenario: what a page shows for a list of two locks. */
  readonly seen?: Seen
  /** Instead of a scenario: what an SDK did with a call. */
  readonly client?: Given
  /** Instead of a scenario: how a package differs from the one before. */
  readonly release?: GivenPackage
}

const create = `
  - id: create
    call: /client_sessions/create
    body: { user_identifier_key: "\${{ run.marker }}" }
    expect: { ok: true }
`
const made = `${create}    save: { id: client_session.client_session_id }
`
const revoke = `${made}
  - id: revoke
    call: /client_sessions/revoke
    body: { client_session_id: "\${{ id }}" }
    expect: { ok: true }
`
const grant = `${made}
  - id: grant access
    call: /client_sessions/grant_access
    method: PATCH
    body: { client_session_id: "\${{ id }}" }
`
const undone = `
  - id: create
    call: /client_sessions/create
    body: { user_identifier_key: "\${{ run.marker }}" }
    save: { id: client_session.client_session_id }
    undo: { call: /client_sessions/delete, body: { client_session_id: "\${{ id }}" } }
`
const every = `${made}
  - id: get
    call: /client_sessions/get
    method: GET
    body: { client_session_id: "\${{ id }}" }
    expect: { ok: true }
  - id: list
    call: /client_sessions/list
    method: GET
    body: { client_session_id: "\${{ id }}" }
    expect: { ok: true }
`

const refused = `
  - id: list with an unknown key
    call: /client_sessions/list
    as: { api_key: seam_test1unknown_0123456789abcdef }
    body: { user_identifier_key: golden }
    expect_refused: true
`

const okBody =
  ',"content":{"application/json":{"schema":{"properties":{"ok":{"type":"boolean"}},"required":["ok"],"type":"object"}}}'

/** An edit of the contract: responses without data have a further header. */
function withHeader(name: string, schema: string): readonly [string, string] {
  const headers = `"headers":{"${name}":{"required":true,"schema":${schema}}}`
  return [okBody, `${okBody},${headers}`]
}

/** A mutant's fault, by its id. */
function mutant(id: string): Fault {
  const found = mutants.find((it) => it.id === id)
  if (!found) throw new Error(`there is no mutant "${id}"`)
  return found.faults()
}

function fromPage(id: string): Provoked {
  const steps = create.replace('body:', 'as: publishable_key\n    body:')
  return { isFromPage: true, faults: mutant(id), steps }
}

const provoked: Readonly<Record<FindingCode, () => Provoked>> = {
  'reply-missing': () => ({ steps: every, faults: mutant('reset/GET-list') }),
  'reply-timed-out': () => ({
    steps: every,
    faults: mutant('half-open/GET-list'),
  }),
  'tls-refused': () => ({ isTls: true }),
  'reply-too-large': () => ({
    steps: every,
    faults: mutant('oversized/GET-list'),
  }),
  'reply-cut-off': () => ({
    steps: every,
    faults: mutant('cut-off/GET-list'),
  }),
  'server-error': () => ({ faults: answer(500) }),
  'credential-exposed': () => ({
    steps: create,
    faults: mutant('shows-foreign-key/POST-create'),
  }),
  'body-property-renamed': () => ({
    steps: create.replace('{ user', '{ customer_key: a-customer, user'),
    faults: mutant('renamed-customer_key/POST-create'),
  }),
  'session-mismatched': () => ({
    steps: create,
    faults: mutant('key-forgotten/POST-create'),
  }),
  'request-id-repeated': () => ({
    steps: every,
    faults: mutant('same-request-id/everywhere'),
  }),
  'refusal-status-wrong': () => ({
    steps: refused,
    faults: mutant('403-for-401'),
  }),
  'input-unhandled': () => ({
    steps: `${create}
  - id: create with a number as key
    call: /client_sessions/create
    body: { user_identifier_key: 42 }
    expect_status: 400
`,
    faults: mutant('crashes-on-user_identifier_key/POST-create'),
  }),
  'credential-unhandled': () => ({
    steps: refused,
    faults: mutant('500-for-401'),
  }),
  'edge-blocked': () => ({
    faults: answer(403, { type: 'text/html', body: '<h1>Denied</h1>' }),
  }),
  // A wait that no run grants, so that the request is not sent again.
  'rate-limited': () => ({
    faults: {
      reply: () => ({ status: 429, headers: { 'retry-after': '86400' } }),
    },
  }),
  'cors-preflight-refused': () => fromPage('cors-refuses-publishable-key'),
  'cors-reply-unreadable': () => fromPage('cors-replies-without-origin'),
  'cors-credentials-for-all': () => fromPage('cors-credentials-for-all'),
  'cors-closed-to-pages': () => ({
    ...fromPage('cors-closed'),
    steps: `
  - id: revoke without credential
    call: /client_sessions/revoke
    as: none
    body: { client_session_id: 00000000-0000-4000-8000-000000000000 }
    expect_refused: true
`,
  }),
  'request-id-unexposed': () => fromPage('cors-request-id-unexposed'),
  'redirect-answered': () => ({ faults: answer(302) }),
  'workspace-unexpected': () => ({
    workspaceId: '00000000-0000-4000-8000-000000000000',
  }),
  'credential-refused': () => ({
    faults: mutant('refuses-api_key/everywhere'),
  }),
  'credential-unaccepted': () => ({
    steps: grant,
    faults: mutant('refuses-api_key/PATCH-grant_access'),
  }),
  'refusal-missing': () => ({
    steps: `
  - id: list without credential
    call: /client_sessions/list
    as: none
    body: { user_identifier_key: golden }
    expect_refused: true
`,
    faults: mutant('admits-nobody/POST-list'),
  }),
  'status-undocumented': () => ({ faults: answer(418) }),
  'status-unexpected': () => ({
    faults: answer(400, {
      body: '{"error":{"type":"invalid_input","message":"no such key"},"ok":false}',
    }),
  }),
  'status-beyond-contract': () => ({
    steps: `
  - id: get an unknown session
    call: /client_sessions/get
    body: { client_session_id: 00000000-0000-4000-8000-000000000000 }
    expect_status: [400, 404]
`,
  }),
  'request-id-missing': () => ({ faults: mutant('no-request-id/everywhere') }),
  'content-type-missing': () => ({ faults: reply({ type: '' }) }),
  'content-type-undocumented': () => ({
    faults: reply({ type: 'text/plain' }),
  }),
  'body-missing': () => ({ faults: reply({ body: '' }) }),
  'body-unreadable': () => ({ faults: reply({ body: '{"ok":tr' }) }),
  'body-not-utf8': () => ({
    faults: reply({ body: Buffer.from([0x22, 0xff, 0x22]) }),
  }),
  'body-key-duplicated': () => ({
    steps: revoke,
    faults: reply({ body: '{"ok":true,"ok":true}' }, '/revoke'),
  }),
  'body-text-broken': () => ({
    faults: reply({}, '/create', (text) =>
      text.replace(
        '"device_count"',
        String.raw`"customer_key":"\ud83d","device_count"`,
      ),
    ),
  }),
  'body-write-only-sent': () => ({
    steps: revoke,
    contract: ['{"type":"boolean"}', '{"type":"boolean","writeOnly":true}'],
  }),
  'schema-unjudged': () => ({
    steps: revoke,
    contract: ['{"type":"boolean"}', '{"type":"boolean","format":"flag"}'],
  }),
  'header-missing': () => ({
    steps: revoke,
    contract: withHeader('x-rate-limit', '{"type":"integer"}'),
  }),
  'header-value-wrong': () => ({
    steps: revoke,
    contract: withHeader('seam-request-id', '{"type":"integer"}'),
  }),
  'header-property-undocumented': () => ({
    steps: revoke,
    faults: {
      reply: (before) => ({
        ...before,
        headers: { ...before.headers, 'x-rate-limit': 'left,5,unit,s' },
      }),
    },
    contract: withHeader(
      'x-rate-limit',
      '{"type":"object","properties":{"left":{"type":"integer"}}}',
    ),
  }),
  'body-required-missing': () => ({
    steps: grant,
    faults: mutant('answers-ok/PATCH-grant_access'),
  }),
  'body-type-wrong': () => ({
    steps: revoke,
    faults: reply({ body: '{"ok":"true"}' }, '/revoke'),
  }),
  'body-null-unexpected': () => ({
    steps: revoke,
    faults: reply({ body: '{"ok":null}' }, '/revoke'),
  }),
  'body-format-wrong': () => ({
    steps: every,
    faults: mutant('no-uuid-as-client_session_id/POST-create'),
  }),
  'body-enum-unknown': () => ({
    steps: revoke,
    contract: ['{"type":"boolean"}', '{"type":"boolean","enum":[false]}'],
  }),
  'body-constraint-broken': () => ({
    contract: [
      '{"format":"float","type":"number"}',
      '{"type":"number","minimum":1}',
    ],
  }),
  'body-variant-unmatched': () => ({
    steps: revoke,
    contract: [
      '{"type":"boolean"}',
      '{"oneOf":[{"type":"string"},{"type":"number"}]}',
    ],
  }),
  'body-property-undocumented': () => ({
    steps: revoke,
    faults: reply({ body: '{"ok":true,"took_ms":3}' }, '/revoke'),
  }),
  'body-undocumented': () => ({
    steps: revoke,
    contract: [
      ',"content":{"application/json":{"schema":{"properties":{"ok":{"type":"boolean"}},"required":["ok"],"type":"object"}}}',
      '',
    ],
  }),
  'schema-uncompilable': () => ({
    steps: revoke,
    contract: ['{"type":"boolean"}', '{"type":"boolen"}'],
  }),
  'expectation-unmet': () => ({
    faults: reply({}, '/create', (text) =>
      text.replace('"ok":true', '"ok":false'),
    ),
  }),
  'error-content-type-wrong': () => ({
    steps: refused,
    faults: mutant('error-plain/401'),
  }),
  'error-shape-wrong': () => ({
    steps: refused,
    faults: mutant('error-flat/401'),
  }),
  'error-trace-shown': () => ({
    steps: refused,
    faults: mutant('error-traceback/401'),
  }),
  'error-credential-echoed': () => ({
    steps: refused,
    faults: mutant('error-echo-plain/401'),
  }),
  'capture-missing': () => ({
    steps: grant.replace('.client_session_id', '.customer_key'),
  }),
  'undo-failed': () => ({
    steps: undone,
    faults: mutant('deletes-nothing/POST-delete'),
  }),
  'session-foreign': () => ({
    steps: undone,
    faults: {
      handle: (admitted, next) => {
        const { call, state } = admitted
        const isLook = call.path.endsWith('/get')
        for (const session of isLook
          ? state.store.all(state.seed.workspaceId)
          : [])
          state.store.put({ ...session, userIdentifierKey: 'jane_doe' })
        return next(admitted)
      },
    },
  }),
  'undo-refused': () => ({
    steps: undone,
    faults: {
      authorize: (attempt, next) => {
        if (/\/(get|list|delete)$/.test(attempt.operation))
          throw new ApiError('unauthorized', 'No valid credential')
        return next(attempt)
      },
    },
  }),
  'undo-unclear': () => ({
    steps: undone,
    faults: {
      handle: (admitted, next) =>
        admitted.call.path.endsWith('/delete')
          ? { status: 503, headers: {}, body: {} }
          : next(admitted),
    },
  }),
  'component-view-wrong': () => ({
    seen: {
      view: { kind: 'error', text: 'Devices could not be loaded' },
      foreign: [],
    },
  }),
  'component-asks-elsewhere': () => ({
    seen: {
      view: { kind: 'devices', rows: 2 },
      foreign: ['https://fonts.example.org'],
    },
  }),
  ...Object.fromEntries(
    Object.entries(wrongCalls).map(([code, client]) => [
      code,
      () => ({ client }),
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(wrongPackages).map(([code, release]) => [
      code,
      () => ({ release }),
    ]),
  ),
  'latency-over-budget': () => ({
    steps: `${create}    within: 1ms\n`,
    faults: {
      reply: (it) =>
        new Promise((resolve) => {
          setTimeout(() => resolve(it), 20)
        }),
    },
  }),
}

/** The text for a page that received two locks. */
function textOfView(seen: Seen): Awaited<ReturnType<typeof textOf>> {
  const lock = { capabilities_supported: ['lock'] }
  const operation = loadContract(webComponents.file).operations.get(
    'POST /devices/list',
  )
  if (!operation) throw new Error('the contract has no devices')
  const findings = checkReturned({
    operation,
    returned: { component: 'seam-device-table', ...seen },
    body: { devices: [lock, lock] },
  })
  const step: StepOutcome = {
    id: 'the page shows its devices',
    place: { file: 'golden.yaml', line: 1, column: 1 },
    operation: 'POST /devices/list',
    credential: 'client_session',
    status: statusOf(findings),
    findings,
  }
  return {
    codes: findings.map(({ code }) => code),
    text: findingLines(step, undefined).join('\n'),
  }
}

/** The text for a call of an SDK. */
function textOfClient(given: Given): Awaited<ReturnType<typeof textOf>> {
  const judgement = judgementOf(given)
  return textOfFindings(checkClient(judgement), judgement.operation.key)
}

function textOfFindings(
  findings: readonly Finding[],
  operation: StepOutcome['operation'],
): Awaited<ReturnType<typeof textOf>> {
  const step: StepOutcome = {
    id: 'create',
    place: { file: 'golden.yaml', line: 1, column: 1 },
    operation,
    credential: 'api_key',
    status: statusOf(findings),
    findings,
  }
  return {
    codes: findings.map(({ code }) => code),
    text: findingLines(step, undefined).join('\n'),
  }
}

function answer(
  status: number,
  { type = 'application/json', body = '' } = {},
): Fault {
  const headers = { 'seam-request-id': 'request1', 'content-type': type }
  return { reply: () => ({ status, headers, body }) }
}

function reply(
  { type, body }: { type?: string; body?: string | Uint8Array },
  path = '/create',
  change = (text: string) => text,
): Fault {
  return {
    reply: (before, call) => {
      if (!call.path.endsWith(path)) return before
      const { 'content-type': usual, ...headers } = before.headers
      const given = type ?? usual
      return {
        status: before.status,
        headers: { ...headers, ...(given && { 'content-type': given }) },
        body: body ?? change(JSON.stringify(before.body)),
      }
    },
  }
}

async function textOf(given: Provoked): Promise<{
  readonly codes: readonly string[]
  readonly text: string
}> {
  if (given.seen) return textOfView(given.seen)
  if (given.release)
    return textOfFindings(findingsOf(given.release), 'GET /client_sessions/get')
  if (given.client) return textOfClient(given.client)
  const { steps = create, faults = {}, isTls, isFromPage } = given
  const { contract: edit, workspaceId } = given
  const tls = isTls ? await certificate() : undefined
  const sandbox = await startSandbox({ faults, ...(tls && { tls }) })
  const target = targetOf(sandbox)
  const context = await openContext({
    target,
    contract: loadContract(
      edit ? edited(edit) : 'schemas/client-sessions.json',
    ),
    limits: { ...defaultLimits, timeoutMs: 700, maxBodyBytes: 100_000 },
    runId: 'golden',
    driver: isFromPage ? openPage : openApi,
  })
  try {
    const outcome = await runCase(planOf(steps, context.contract), {
      context: {
        ...context,
        ...(workspaceId !== undefined && { workspaceId }),
      },
    })
    const findings = outcome.steps.flatMap((step) => step.findings)
    return {
      codes: findings.map(({ code }) => code),
      text: outcome.steps
        .map((step) => findingLines(step, undefined).join('\n'))
        .filter((lines) => lines !== '')
        .join('\n\n'),
    }
  } finally {
    await context.close()
    await sandbox.stop()
  }
}

let browser: Promise<OpenBrowser> | undefined

test.afterAll(async () => {
  await (await browser)?.close()
})

/** Sends from a page, as the driver `browser` does; one browser serves all. */
const openPage: OpenDriver = async (options) => {
  const found = findBrowser()
  if (!found) throw new Error(noBrowser)
  browser ??= openBrowser(found)
  const { target, limits, transport: backend } = options
  const transport = createPageTransport(target.endpoint, {
    limits,
    opened: await browser,
    backend,
    backendSecrets: backendSecretsOf(target.keyring),
  })
  const { open } = await openApi({ ...options, transport })
  return { name: 'browser', open, close: transport.close }
}

async function certificate() {
  const { private: key, cert } = await generate([
    { name: 'commonName', value: 'localhost' },
  ])
  return { key, cert }
}

function edited([from, to]: readonly [string, string]): string {
  const text = JSON.stringify(
    JSON.parse(readFileSync('schemas/client-sessions.json', 'utf8')),
  )
  expect(text).toContain(from)
  const file = test.info().outputPath('contract.json')
  writeFileSync(file, text.replaceAll(from, to))
  return file
}

/** Replaces values that differ from run to run by their names. */
function stable(text: string): string {
  return `${text
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'UUID')
    .replaceAll(/(?:127\.0\.0\.1|localhost):\d+/g, 'HOST')
    .replaceAll(/\b(?!1 ms)\d+ ms/g, 'N ms')
    .replaceAll(/ +$/gm, '')}\n`
}

for (const [code, given] of Object.entries(provoked)) {
  test(`the text of ${code} is the golden text`, async () => {
    const item = given()
    test.skip(item.isFromPage === true && !findBrowser(), noBrowser)
    const { codes, text } = await textOf(item)
    expect(codes).toContain(code)
    const file = join(folder, `${code}.txt`)
    if (process.env.UPDATE_GOLDEN) writeFileSync(file, stable(text))
    expect(stable(text)).toBe(readFileSync(file, 'utf8'))
  })
}

test('every code has a golden failure, and every golden failure has a code', () => {
  const files = readdirSync(folder).map((name) => name.replace('.txt', ''))
  expect(files.toSorted()).toEqual(Object.keys(catalog).toSorted())
})
