/** A server that behaves well in its own way fails nothing but what the suite
 * still guesses. */
import { expect, test } from '@playwright/test'
import {
  openWorkerContext,
  runWithFaults,
} from '../../../src/mutation/worker-context.ts'
import { friendly } from './friendly.ts'

/** What no document says, and a scenario or the matrix requires all the same. */
const guesses = [
  / expires_at$/,
  /^session-foreign \S+ \/client_sessions\/create session$/,
  /^status-unexpected POST \/client_sessions\/list status$/,
  /^credential-unaccepted .* in lower-case$/,
]

test('a friendly server fails nothing but known guesses', async () => {
  test.setTimeout(240_000)
  const context = await openWorkerContext()
  const faults = friendly()
  const found = await runWithFaults(context, { faults, of: 'both' })
  const failing = found
    .filter(({ effect }) => effect !== 'listed')
    .map(({ code, operation, at, caseId }) => {
      const place = at.replace('body.client_session.', '')
      const form = caseId.endsWith('/lower-case') ? ' in lower-case' : ''
      return `${code} ${operation} ${place}${form}`
    })
  const others = failing.filter((it) => !guesses.some((one) => one.test(it)))
  expect(others).toEqual([])
})
