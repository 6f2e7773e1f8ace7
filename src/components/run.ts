/** The whole flow of one case: a session, a page, what it asks and shows, and
 * the outcome. */
import type { Browser } from 'playwright'
import type { Exchange } from '../exchange.ts'
import type { Outcome } from '../outcome.ts'
import { createSecrets, redacted } from '../redact.ts'
import type { Secrets } from '../redact.ts'
import { caseStatus, markerOf } from '../run.ts'
import type { Tools } from '../tools.ts'
import { createBackend, tokenIn } from './backend.ts'
import type { Backend } from './backend.ts'
import type { ComponentCase } from './cases.ts'
import { judgeExchange } from './judge.ts'
import type { JudgedExchange } from './judge.ts'
import { describeCase } from './record.ts'
import type { Setting } from './record.ts'
import { viewStep } from './view-step.ts'
import { visit } from './visit.ts'
import type { Visited } from './visit.ts'

export type Ran = {
  readonly outcome: Outcome
  /** PNG of the page; absent where none was opened. */
  readonly screenshot?: Buffer
  /** What the page wrote, free of secrets. */
  readonly console: string
}

export async function runComponent(
  item: ComponentCase,
  setting: Setting & { readonly browser: Browser; readonly timeoutMs: number },
): Promise<Ran> {
  const { tools, place } = setting
  const startedAtMs = Date.now()
  const secrets = createSecrets(tools.secrets)
  const backend = createBackend(tools)
  const judge = judgeWith(item, { setting, secrets, backend })
  const steps: JudgedExchange[] = []
  let seen: Visited | undefined
  let cleanup: Outcome['cleanup']
  try {
    const session = await openSession(item, { tools, backend, judge })
    steps.push(...session.steps)
    if (session.attributes) {
      const { attributes } = session
      const { endpoint } = tools.target
      seen = await visit({ ...setting, attributes, endpoint })
      const ids = numbered(seen.exchanges)
      for (const [index, exchange] of seen.exchanges.entries()) {
        steps.push(await judge(exchange, ids[index] ?? ''))
      }
    }
  } finally {
    cleanup = await backend.unwind()
  }
  const all = [
    ...steps.map(({ outcome }) => outcome),
    viewStep(steps, { seen, place }),
  ]
  const record = {
    ...describeCase(item, setting),
    ...caseStatus(all),
    steps: all,
    cleanup,
    startedAtMs,
    durationMs: Date.now() - startedAtMs,
  }
  return {
    outcome: redacted(record, secrets),
    ...(seen && { screenshot: seen.screenshot }),
    console: secrets.redact(seen?.console.join('\n') ?? ''),
  }
}

type Judge = (exchange: Exchange, id: string) => Promise<JudgedExchange>

/** Judges, and remembers what the reply gave away and made. */
function judgeWith(
  { id: caseId, expect }: ComponentCase,
  {
    setting: { tools, place },
    secrets,
    backend,
  }: {
    readonly setting: Setting
    readonly secrets: Secrets
    readonly backend: Backend
  },
): Judge {
  const context = { tools, place, caseId, expect }
  return async (exchange, id) => {
    if (exchange.result.kind === 'reply') secrets.learn(exchange.result.body)
    const judged = await judgeExchange(exchange, { id, context })
    backend.remember(id, judged.body)
    return judged
  }
}

/** How the table gets its session; no attributes where there is none. */
async function openSession(
  { sessionMadeBy }: ComponentCase,
  {
    tools: { target, runId },
    backend,
    judge,
  }: {
    readonly tools: Tools
    readonly backend: Backend
    readonly judge: Judge
  },
): Promise<{
  readonly steps: readonly JudgedExchange[]
  readonly attributes?: Readonly<Record<string, string>>
}> {
  const marker = markerOf(runId)
  const { publishable_key: key = '' } = target.keyring
  if (sessionMadeBy === 'page') {
    const attributes = { 'publishable-key': key, 'user-identifier-key': marker }
    return { steps: [], attributes }
  }
  const exchange = await backend.create({
    user_identifier_key: marker,
    connected_account_ids: [target.resources.connected_account_id ?? ''],
  })
  const made = await judge(exchange, 'the backend makes a session')
  const token = tokenIn(made.body)
  return {
    steps: [made],
    ...(token !== undefined && {
      attributes: { 'client-session-token': token },
    }),
  }
}

/** `the page asks /devices/list`, and `… (2)` when it asks again. */
function numbered(exchanges: readonly Exchange[]): readonly string[] {
  const times = new Map<string, number>()
  return exchanges.map(({ request: { path } }) => {
    const time = (times.get(path) ?? 0) + 1
    times.set(path, time)
    return `the page asks ${path}${time === 1 ? '' : ` (${time})`}`
  })
}
