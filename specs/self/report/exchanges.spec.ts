/** `exchanges.ndjson`: the sample of a run's exchanges. */
import { expect, test } from '@playwright/test'
import type { StepOutcome } from '../../../src/model/outcome.ts'
import type { RecordedExchange } from '../../../src/model/recorded.ts'
import { renderExchanges } from '../../../src/report/exchanges/keep.ts'
import { contract } from '../kit.ts'
import {
  exchange,
  facts,
  finding,
  outcome,
  reply,
  step,
} from './fixture/outcomes.ts'

/** The records of one case with these steps; the line of the run comes
 * first. */
function kept(steps: readonly StepOutcome[]) {
  const text = renderExchanges(
    { ...facts, contract: contract.source },
    { outcomes: [outcome('a case', { steps })], contracts: [contract] },
  )
  const [head = '', ...lines] = text.trimEnd().split('\n')
  return {
    text,
    run: JSON.parse(head),
    records: lines.map((line): RecordedExchange => JSON.parse(line)),
  }
}

test('a record has what was sent and received, and no value of a credential', () => {
  const { run, records, text } = kept([step()])
  expect(run).toEqual({
    schemaVersion: 1,
    runId: 'r1',
    target: 'sandbox',
    endpoint: 'http://127.0.0.1',
    startedAt: '2030-01-02T03:04:05.000Z',
    contract: contract.source,
    seamwatch: '0.1.0',
    exchanges: 1,
    kept: 1,
  })
  expect(records).toEqual([
    {
      runId: 'r1',
      caseId: 'lifecycle/a-case',
      step: 'create',
      operation: 'POST /client_sessions/create',
      credential: 'api_key',
      isListed: true,
      request: {
        method: 'POST',
        path: '/client_sessions/create',
        headers: [['content-type', 'application/json']],
        body: '{"user_identifier_key":"seamwatch-it\'s-run-7"}',
      },
      reply: {
        status: 200,
        headers: reply().headers,
        body: reply().body,
      },
    },
  ])
  expect(text).not.toContain('authorization')
})

test('a record says how the request was meant, and what was found', () => {
  const { records } = kept([
    step({
      credential: 'unknown-api_key',
      isProbe: true,
      findings: [finding('refusal-missing', { key: 'unknown-api_key' })],
    }),
    step({ isSetup: true }),
    step({
      exchange: exchange({
        result: { kind: 'no-reply', reason: 'timeout', message: 'after 10 s' },
      }),
    }),
  ])
  expect(records).toMatchObject([
    {
      isProbe: true,
      findings: [
        'refusal-missing · POST /client_sessions/create · unknown-api_key',
      ],
    },
    { isSetup: true },
    { noReply: 'timeout' },
  ])
  expect(records[0]).not.toHaveProperty('isListed')
  expect(records[2]).not.toHaveProperty('reply')
})

test('what was not judged, and an earlier attempt, are not kept', () => {
  const { exchange: _, ...unsent } = step()
  expect(
    kept([
      unsent,
      step({ status: 'not-judged' }),
      step({ attempt: { number: 1, of: 2 } }),
    ]).records,
  ).toEqual([])
})

test('of each operation and status at most fifty are kept, of each credential in turn', () => {
  const many = Array.from({ length: 200 }, (_, index) =>
    step({ id: `a${index}` }),
  )
  const others = Array.from({ length: 10 }, (_, index) =>
    step({ id: `b${index}`, credential: 'pat_with_workspace' }),
  )
  const refused = step({
    exchange: exchange({ result: reply({ status: 401 }) }),
  })
  const { run, records } = kept([...many, ...others, refused])
  expect(run).toMatchObject({ exchanges: 211, kept: 51 })
  const ids = records.map((record) => record.step)
  expect(ids.slice(0, 50)).toEqual([
    ...many.slice(0, 40).map(({ id }) => id),
    ...others.map(({ id }) => id),
  ])
  expect(records.at(-1)?.reply?.status).toBe(401)
})

test('what has findings is always kept', () => {
  const wrong = Array.from({ length: 120 }, () =>
    step({ findings: [finding('body-type-wrong')] }),
  )
  expect(kept(wrong).run).toMatchObject({ exchanges: 120, kept: 120 })
})

function withBody(length: number): StepOutcome {
  return step({
    findings: [finding('body-type-wrong')],
    exchange: exchange({ result: reply({ body: 'x'.repeat(length) }) }),
  })
}

test('the size is bounded: long bodies are left out, and so is what is beyond 16 MB', () => {
  const [long] = kept([withBody(70_000)]).records
  expect(long?.reply).toMatchObject({ status: 200 })
  expect(long?.reply).not.toHaveProperty('body')
  const { run, text } = kept(
    Array.from({ length: 400 }, () => withBody(60_000)),
  )
  expect(text.length).toBeLessThan(17 * 1024 * 1024)
  expect(run.kept).toBeLessThan(run.exchanges)
})

test('each record is one line, and prints no control characters', () => {
  const { text, records } = kept([
    step({
      exchange: exchange({
        result: reply({ body: '{"a":"\u001b[31m\u2028\n::error::x"}' }),
      }),
    }),
  ])
  // oxlint-disable-next-line no-control-regex -- finding them is the point
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u2028]/)
  expect(text.trimEnd().split('\n')).toHaveLength(2)
  expect(records[0]?.reply?.body).toContain('\u001b[31m\u2028\n')
})
