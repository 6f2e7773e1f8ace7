import { expect, test } from '@playwright/test'
import type { OwnCalls } from '../../../src/auth/own-call.ts'
import type { Exchange } from '../../../src/model/exchange.ts'
import { lookAgain } from '../../../src/run/look-again.ts'

const reset = { kind: 'no-reply', reason: 'reset', message: 'hang up' } as const
const create: Exchange = exchangeOf('/client_sessions/create', reset)
const list = exchangeOf('/client_sessions/list', {
  kind: 'reply',
  status: 200,
  statusText: 'OK',
  headers: [],
  body: '{}',
  isUtf8: true,
})

for (const { what, look, saw } of [
  {
    what: 'the API answers another request',
    look: list,
    saw: 'POST /client_sessions/list answered 200',
  },
  {
    what: 'the API is down',
    look: exchangeOf('/client_sessions/list', reset),
    saw: 'POST /client_sessions/list got no response, either',
  },
]) {
  test(`a create without a response is not sent again, and the finding says that ${what}`, async () => {
    const { own, paths } = ownWith(look)
    const exchange = await lookAgain(create, { own })
    expect(exchange).toEqual({ ...create, lookedAgain: saw })
    expect(paths).toEqual(['/client_sessions/list'])
  })
}

for (const { what, exchange } of [
  { what: 'a response', exchange: list },
  {
    what: 'a request that was sent twice already',
    exchange: {
      ...create,
      retries: [{ kind: 'lost', reason: 'reset', waitedMs: 1 }],
    } as const,
  },
  {
    what: 'a connection that was refused',
    exchange: exchangeOf('/client_sessions/create', {
      ...reset,
      reason: 'refused',
    }),
  },
]) {
  test(`nothing is sent after ${what}`, async () => {
    const { own, paths } = ownWith(list)
    expect(await lookAgain(exchange, { own })).toBe(exchange)
    expect(paths).toEqual([])
  })
}

function exchangeOf(path: string, result: Exchange['result']): Exchange {
  const request = { method: 'POST', path, query: [], headers: [] } as const
  const times = { startedAtMs: 0, durationMs: 1 }
  return { request, result, fidelity: 'wire', ...times }
}

const authentication = () => ({
  scheme: 'api_key',
  headers: [],
  placeholders: [],
})

function ownWith(look: Exchange) {
  const paths: string[] = []
  const call: OwnCalls['call'] = async (path) => {
    paths.push(path)
    return look
  }
  const own: OwnCalls = { call, cleanUp: call, authentication, tags: [] }
  return { own, paths }
}
