/** Makes the calls of a case through a driver that may break its rules: each
 * call ends in time, with a result that can be judged or a reason. */
import { z } from 'zod'
import type { Exchange } from '../model/exchange.ts'
import type { CallResult, Driver, PreparedCall } from '../drivers/driver.ts'
import { everyMs } from '../transport/policy/limits.ts'
import type { LimitOptions } from '../transport/policy/limits.ts'
import type { Limits } from '../transport/transport.ts'

export type Called =
  | { readonly kind: 'called'; readonly result: CallResult }
  /** The driver is at fault, not the API. `reason` is one line. */
  | { readonly kind: 'broken'; readonly reason: string }

export type Caller = {
  readonly call: (call: PreparedCall, stepId: string) => Promise<Called>
}

/** Beside requests, a client may start a process or a page. */
const startMs = 30_000

/** A network failure and a 429 may each double a request; a client may send
 * several, each within the rate. */
export function callLimitOf(
  { timeoutMs, maxWaitMs, pauseMs }: Limits,
  {
    guards,
    pageTimeoutMs = 0,
  }: {
    readonly guards?:
      Pick<LimitOptions, 'rules' | 'workers' | 'atOnce'> | undefined
    readonly pageTimeoutMs?: number | undefined
  } = {},
): number {
  const { rules, workers = 1, atOnce = 1 } = guards ?? {}
  const rate = rules?.requestsPerSecond
  const rateMs = rate === undefined ? 0 : atOnce * everyMs(rate, workers)
  return (
    startMs + pageTimeoutMs + 2 * (timeoutMs + maxWaitMs + pauseMs) + 8 * rateMs
  )
}

export function createCaller(
  driver: Driver,
  {
    limitMs,
    isOfTransport,
  }: {
    readonly limitMs: number
    /** A transport gave the exchange: it is whole. */
    readonly isOfTransport: (exchange: Exchange) => boolean
  },
): Caller {
  const who = `the driver "${driver.name}"`
  let hasHung = false
  const broken = (what: string): Called => ({
    kind: 'broken',
    reason: `${who} ${what}`,
  })
  return {
    call: async (call, stepId) => {
      if (hasHung) return broken('still waits for an earlier call')
      const step = `step "${stepId}"`
      try {
        const given = await endInTime(driver.call(call), limitMs)
        if (given === late) {
          hasHung = true
          return broken(
            `did not end the call of ${step} within ${limitMs / 1000} s`,
          )
        }
        const fault = faultIn(given, isOfTransport)
        return fault === undefined
          ? { kind: 'called', result: given }
          : broken(`gave no result for the call of ${step}: ${fault}`)
      } catch (error) {
        const text = error instanceof Error ? error.message : String(error)
        return broken(`threw in the call of ${step}: ${text.split('\n', 1)[0]}`)
      }
    },
  }
}

export const late = Symbol('late')

/** A real timer: the clock of a run may be virtual. */
export async function endInTime<Value>(
  work: Promise<Value>,
  limitMs: number,
): Promise<Value | typeof late> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<typeof late>((resolve) => {
    timer = setTimeout(() => resolve(late), limitMs)
  })
  try {
    return await Promise.race([work, timeout])
  } finally {
    clearTimeout(timer)
  }
}

const pairs = z.array(z.tuple([z.string(), z.string()]))

const exchange = z.object({
  request: z.object({
    method: z.string(),
    path: z.string(),
    query: pairs,
    headers: pairs,
    body: z.string().optional(),
  }),
  result: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('reply'),
      status: z.number(),
      statusText: z.string(),
      headers: pairs,
      body: z.string(),
      isUtf8: z.boolean(),
    }),
    z.object({
      kind: z.literal('no-reply'),
      reason: z.string(),
      message: z.string(),
    }),
  ]),
  startedAtMs: z.number(),
  durationMs: z.number(),
})

const callResult = z.object({
  exchanges: z.array(exchange),
  returned: z.json().optional(),
  error: z.object({ message: z.string() }).optional(),
  unsupported: z.string().optional(),
})

/** What of a result a driver got wrong: the first fault, one line. */
function faultIn(
  result: CallResult,
  isOfTransport: (exchange: Exchange) => boolean,
): string | undefined {
  const isPlain = Object.keys(result ?? {}).join() === 'exchanges'
  if (isPlain && result.exchanges.every(isOfTransport)) return undefined
  const [issue] = callResult.safeParse(result).error?.issues ?? []
  if (!issue) return undefined
  const at = ['result', ...issue.path.map(String)].join('.')
  return `${at}: ${issue.message}`
}
