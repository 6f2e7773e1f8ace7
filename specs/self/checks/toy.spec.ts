/** A caller adds a check of its own: its file is `toy.ts`. */
import { expect, test } from '@playwright/test'
import { entryOf } from '../../../src/checks/catalog.ts'
import { checkExchange, ladder } from '../../../src/checks/index.ts'
import type { Judgement } from '../../../src/checks/judgement.ts'
import { createValidator } from '../../../src/contract/validate/validator.ts'
import { contract } from '../kit.ts'
import { toy } from './toy.ts'

const checks = [...ladder, toy]
const validator = createValidator(contract)

/** A revoke with this status, from a server that sends its name. */
function revoked(status: number): Judgement {
  const operation = contract.operations.get('POST /client_sessions/revoke')
  if (!operation) throw new Error('the contract has no revoke')
  return {
    exchange: {
      request: { method: 'POST', path: operation.path, query: [], headers: [] },
      result: {
        kind: 'reply',
        status,
        statusText: '',
        headers: [
          ['content-type', 'application/json'],
          ['seam-request-id', 'request1'],
          ['server', 'toy/1.0'],
        ],
        body: '{"ok":true}',
        isUtf8: true,
      },
      fidelity: 'wire',
      startedAtMs: 0,
      durationMs: 1,
    },
    operation,
    validator,
    requirement: { name: 'toy', statuses: [200], isRefusalExpected: false },
    credential: { scheme: 'api_key', isProven: true },
  }
}

test('an added check raises its own code with its own class', () => {
  const { findings, judged } = checkExchange(revoked(200), checks)
  expect(findings).toEqual([
    {
      code: 'toy-server-named',
      class: 'spec-gap',
      basis: 'contract',
      operation: 'POST /client_sessions/revoke',
      at: 'header server',
      expected: 'absent',
      received: 'toy/1.0',
      key: '',
    },
  ])
  expect(judged).toMatchObject({ isStatusJudged: true, body: 'judged' })
})

test('without the added check there is no finding', () => {
  expect(checkExchange(revoked(200)).findings).toEqual([])
})

test('an added check does not run where the ladder ended before it', () => {
  const codes = [503, 418].map((status) =>
    checkExchange(revoked(status), checks).findings.map(({ code }) => code),
  )
  expect(codes).toEqual([['server-error'], ['status-undocumented']])
})

test('an unknown code is shown as its own title', () => {
  const [finding] = checkExchange(revoked(200), checks).findings
  expect(finding && entryOf(finding)).toMatchObject({
    class: 'spec-gap',
    title: 'Toy server named',
  })
})
