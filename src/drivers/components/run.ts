/** The whole flow of one case: a session, a page, what it asks and shows, and
 * the outcome. */
import type { Browser } from 'playwright'
import type { Exchange } from '../../model/exchange.ts'
import { createMarker } from '../../scenario/marker.ts'
import type { Outcome } from '../../model/outcome.ts'
import { createSecrets, redacted } from '../../secrets/redact.ts'
import type { Secrets } from '../../secrets/redact.ts'
import { caseStatus } from '../../run/case.ts'
import { openUndoing } from '../../run/undo.ts'
import type { Undoing } from '../../run/undo.ts'
import { createSession, tokenIn } from './backend.ts'
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
  const { toll } = tools
  const startedAtMs = Date.now()
  const secrets = createSecrets(tools.secrets)
  const undoing = openUndoing(tools)
  const judge = judgeWith(item, { setting, secrets })
  const steps: JudgedExchange[] = []
  let seen: Visited | undefined
  let cleanup: Outcome['cleanup']
  try {
    const isSpent = () => toll?.spent() !== undefined
    const session: Session = isSpent()
      ? { steps: [] }
      : await openSession(item, { undoing, judge })
    steps.push(...session.steps)
    if (session.attributes && !isSpent()) {
      const { attributes } = session
      const { endpoint } = tools.target
      seen = await visit({ ...setting, attributes, endpoint, toll })
      const made = seen.exchanges.find(isMaking)
      if (made) session.answered?.(made)
      const ids = numbered(seen.exchanges)
      for (const [index, exchange] of seen.exchanges.entries()) {
        steps.push(await judge(exchange, ids[index] ?? ''))
      }
    }
  } finally {
    cleanup = (await undoing.finish()).cleanup
  }
  const all = [
    ...steps.map(({ outcome }) => outcome),
    viewStep(steps, { seen, place, spent: toll?.spent() }),
  ]
  const record = {
    ...describeCase(item, setting),
    ...caseStatus(all),
    steps: all,
    cleanup,
    minted: secrets.marks(tools.runId),
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

/** Judges, and remembers what the reply gave away. */
function judgeWith(
  { id: caseId, expect }: ComponentCase,
  {
    setting: { tools, place },
    secrets,
  }: {
    readonly setting: Setting
    readonly secrets: Secrets
  },
): Judge {
  const context = { tools, place, caseId, expect }
  return async (exchange, id) => {
    if (exchange.result.kind === 'reply') secrets.learn(exchange.result.body)
    return judgeExchange(exchange, { id, context })
  }
}

type Session = {
  readonly steps: readonly JudgedExchange[]
  /** How the table gets its session; absent where there is none. */
  readonly attributes?: Readonly<Record<string, string>>
  /** To be told of the reply in which the page gets it. */
  readonly answered?: ReturnType<Undoing['announce']>
}

async function openSession(
  { sessionMadeBy }: ComponentCase,
  {
    undoing: { tools, announce },
    judge,
  }: {
    readonly undoing: Undoing
    readonly judge: Judge
  },
): Promise<Session> {
  const { target } = tools
  const marker = createMarker(tools.runId)
  const { publishable_key: key = '' } = target.keyring
  if (sessionMadeBy === 'page') {
    const answered = announce({
      method: 'POST',
      path: making,
      query: [],
      headers: [],
      body: JSON.stringify({ user_identifier_key: marker }),
    })
    const attributes = { 'publishable-key': key, 'user-identifier-key': marker }
    return { steps: [], attributes, answered }
  }
  const parameters = {
    user_identifier_key: marker,
    connected_account_ids: [target.resources.connected_account_id ?? ''],
  }
  const exchange = await createSession(parameters, tools)
  const made = await judge(exchange, 'the backend makes a session')
  const token = tokenIn(made.body)
  return {
    steps: [made],
    ...(token !== undefined && {
      attributes: { 'client-session-token': token },
    }),
  }
}

/** How a page that has no session gets one. */
const making = '/client_sessions/get_or_create'

/** A page may ask again until it succeeds. */
function isMaking({ request, result }: Exchange): boolean {
  const isSuccess = result.kind === 'reply' && result.status < 300
  return request.path === making && isSuccess
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
