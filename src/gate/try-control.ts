/** Tries plain HTTP under each condition: what a caller without an SDK sees. */
import { longestWaitMs } from '../checks/client-timeout.ts'
import { createHttpDriver } from '../drivers/http.ts'
import { createNodeHttpTransport } from '../transport/node-http.ts'
import { startRecordingProxy } from '../transport/recording-proxy.ts'
import { transportOf } from './asked-call.ts'
import { evidenceOf } from './evidence.ts'
import { nothingTried, together } from './found.ts'
import type { Tried } from './found.ts'
import { lanesOf } from './lanes.ts'
import type { Lane, LaneOptions } from './lanes.ts'

/** Nothing is judged: the responses are our own. */
export async function tryControl(options: LaneOptions): Promise<Tried> {
  const tried: Tried[] = []
  for (const lane of lanesOf(options)) tried.push(await tryCall(lane))
  return together(tried)
}

/** A redirect is not followed, so no other host is needed. */
const unusedPort = 9

async function tryCall({
  id,
  condition,
  key,
  sent,
  call,
}: Lane): Promise<Tried> {
  const { parameters } = call
  const asked = { key, sent, parameters, strangerPort: unusedPort }
  const proxy = await startRecordingProxy({
    transport: transportOf(
      (attempt) => condition.reply(attempt, asked),
      longestWaitMs,
    ),
  })
  const transport = createNodeHttpTransport(proxy.endpoint)
  try {
    const driver = createHttpDriver(transport, { name: 'api', retries: [] })
    const result = await driver.call(call)
    const occasion = { id, condition: condition.id }
    return {
      ...nothingTried,
      calls: 1,
      requests: result.exchanges.length,
      evidence: [evidenceOf({ call, result }, { occasion })],
    }
  } finally {
    await transport.close()
    await proxy.close()
  }
}
