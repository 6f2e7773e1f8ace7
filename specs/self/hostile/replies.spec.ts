/** Hostile responses through the `api` driver: each is judged as what it is, in
 * bounded memory, and the case continues. */
import { expect, test } from '@playwright/test'
import {
  hostile,
  hostileOperation,
} from '../../../src/sandbox/mutants/hostile.ts'
import { findingsOf, runSteps } from '../kit.ts'
import { summaryOf } from './found.ts'

const steps = `
  - id: a session is made
    call: /client_sessions/create
    body: { user_identifier_key: "\${{ run.marker }}" }
    save: { session_id: client_session.client_session_id }
    undo: { call: /client_sessions/delete, body: { client_session_id: "\${{ session_id }}" } }
  - id: something hostile answers
    call: /client_sessions/list
    body: {}
  - id: the case goes on
    call: /client_sessions/list
    method: GET
    body: { client_session_id: "\${{ session_id }}" }
    expect: { client_sessions: { $length: 1 } }
`

for (const { sent, found, limits, faults } of hostile) {
  test(`${sent}: ${found.length === 0 ? 'no finding' : found.join(', ')}`, async () => {
    const before = process.memoryUsage().rss
    const { outcome, sandbox } = await runSteps(steps, {
      faults: faults(),
      ...limits,
    })
    const [made, attacked, next] = outcome.steps
    expect(attacked?.operation).toBe(hostileOperation)
    expect(summaryOf(findingsOf(outcome))).toEqual(found)
    expect([made?.status, next?.status]).toEqual(['passed', 'passed'])
    expect(made?.judged?.body).toBe('judged')
    expect(outcome.cleanup.map(({ status }) => status)).toEqual(['undone'])
    expect(sandbox.state.size()).toBe(0)
    expect(Object.keys(Object.prototype)).toEqual([])
    const grownMegabytes = (process.memoryUsage().rss - before) >> 20
    expect(grownMegabytes).toBeLessThan(400)
  })
}
