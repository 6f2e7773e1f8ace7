/** The cost of judging one reply, beside ajv alone with the same schema. */
import { performance } from 'node:perf_hooks'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { checkExchange } from '../../src/checks/index.ts'
import { createValidator } from '../../src/contract/validate/validator.ts'
import type { Exchange } from '../../src/model/exchange.ts'
import { contract } from '../self/kit.ts'
import { median } from './measure.ts'

const session = {
  client_session_id: 'c2cbd177-1ace-414b-bb1e-9f129e4a05c1',
  connect_webview_ids: ['dafe6400-7484-4fd1-8c17-1c901b444250'],
  connected_account_ids: ['8062d457-e28e-481f-aecc-509905627511'],
  created_at: '2026-06-15T16:54:17.946309Z',
  device_count: 1,
  expires_at: '2027-06-19T15:22:40.000Z',
  token: 'a-token-of-a-session',
  user_identifier_key: 'jane_doe',
  user_identity_ids: ['89765fd3-6193-4d63-8605-e77f75356555'],
  workspace_id: 'b887bf84-9849-4454-a562-cf84293d9781',
}
const uuid = { type: 'string', format: 'uuid' }
const uuids = { type: 'array', items: uuid }
const dateTime = { type: 'string', format: 'date-time' }

/** The documented envelope, as JSON Schema written by hand. */
const schema = {
  type: 'object',
  required: ['client_session', 'ok'],
  properties: {
    ok: { type: 'boolean' },
    client_session: {
      type: 'object',
      required: Object.keys(session),
      properties: {
        client_session_id: uuid,
        connect_webview_ids: uuids,
        connected_account_ids: uuids,
        created_at: dateTime,
        device_count: { type: 'number' },
        expires_at: dateTime,
        token: { type: 'string' },
        user_identifier_key: { type: 'string', nullable: true },
        user_identity_ids: uuids,
        workspace_id: uuid,
      },
    },
  },
}

type Judging = {
  readonly bareUs: number
  readonly judgeUs: number
  /** The same with reading the JSON text, as every check does. */
  readonly wholeUs: number
}

export function measureJudging(): Judging {
  const ajv = new Ajv({ allErrors: true })
  addFormats.default(ajv)
  const bare = ajv.compile(schema)
  const body = { client_session: session, ok: true }
  const operation = contract.operations.get('POST /client_sessions/create')
  if (!operation) throw new Error('the contract has no create')
  const [response] = operation.responses
  const mediaType = response?.mediaTypes[0]
  if (!response || !mediaType) throw new Error('create documents no body')
  const validator = createValidator(contract)
  const ready = validator.bodyJudge(operation, response, mediaType)
  if (ready.kind !== 'ready') throw new Error(ready.message)
  const exchange: Exchange = {
    request: { method: 'POST', path: operation.path, query: [], headers: [] },
    result: {
      kind: 'reply',
      status: 200,
      statusText: 'OK',
      headers: [
        ['content-type', 'application/json; charset=utf-8'],
        ['seam-request-id', '0a8f6f0e-2f6e-4d7e-9a51-7c1f6a3d9b10'],
      ],
      body: JSON.stringify(body),
      isUtf8: true,
    },
    fidelity: 'wire',
    startedAtMs: 0,
    durationMs: 1,
  }
  const judgement = {
    exchange,
    operation,
    validator,
    requirement: { name: 'bench', statuses: [200], isRefusalExpected: false },
    credential: { scheme: 'api_key', isProven: true },
  }
  return {
    bareUs: microseconds(() => bare(body) === true),
    judgeUs: microseconds(() => ready.judge(body).length === 0),
    wholeUs: microseconds(() => checkExchange(judgement).findings.length === 0),
  }
}

function microseconds(judge: () => boolean): number {
  const times = 20_000
  const rounds = Array.from({ length: 7 }, () => {
    const start = performance.now()
    for (let i = 0; i < times; i += 1) {
      if (!judge()) throw new Error('a good body was not accepted')
    }
    return ((performance.now() - start) * 1000) / times
  })
  return median(rounds.slice(2))
}
