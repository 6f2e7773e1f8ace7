/** A target whose credentials are missing: refused before anything is sent, with
 * the variables and the cases that need them. */
import { expect, test } from '@playwright/test'
import { lackingOf } from '../../../src/cases/lacking.ts'
import type { Keyring } from '../../../src/auth/credential.ts'
import { expandCases } from '../../../src/scenario/plan.ts'
import type { Case } from '../../../src/model/scenario.ts'
import { startSandbox } from '../../../src/sandbox/server.ts'
import { seamwatch } from '../commands/seamwatch.ts'
import { contract, planOf } from '../kit.ts'
import { made } from '../run/steps.ts'

function caseOf(steps: string): Case {
  const [item] = expandCases(planOf(steps).case.scenario)
  if (!item) throw new Error('there is no case')
  return item
}

const own = caseOf(made)
const page = caseOf(`
  - id: page
    call: /client_sessions/create
    as: publishable_key
    body: { user_identifier_key: "\${{ run.marker }}" }
`)
const probe = caseOf(`
  - id: probe
    call: /client_sessions/list
    as: none
    expect_refused: true
`)

function lackedBy(cases: readonly Case[], keyring: Keyring) {
  const target = {
    name: 'production',
    endpoint: 'https://example.org',
    keyring,
    resources: {},
  }
  return lackingOf(
    { cases, cells: [], contract },
    { choice: { kind: 'remote', target } },
  )
}

test('no case can run: a table of the variables, and no request', () => {
  expect(lackedBy([own, page, own], {}).problem).toMatchObject({
    code: 'credential-missing',
    frame: `  variable                                     cases that need it
  SEAM_API_KEY or SEAM_PERSONAL_ACCESS_TOKEN   3
  SEAM_PUBLISHABLE_KEY                         1`,
  })
})

test('with the API key alone the others are named, and the run goes on', () => {
  expect(lackedBy([own, page, own], { api_key: 'seam_test1' })).toEqual({
    lines: ['1 case not judged without SEAM_PUBLISHABLE_KEY'],
  })
})

test('a case that needs no credential runs without any', () => {
  expect(lackedBy([own, probe], {})).toEqual({
    lines: [
      '1 case not judged without SEAM_API_KEY or SEAM_PERSONAL_ACCESS_TOKEN',
    ],
  })
})

test('what the suite starts itself has all', () => {
  const choice = { kind: 'embedded', name: 'fake' } as const
  expect(lackingOf({ cases: [own], cells: [], contract }, { choice })).toEqual({
    lines: [],
  })
})

test('the run of a target without credentials exits 2 and sends nothing', async () => {
  let requests = 0
  const sandbox = await startSandbox({
    faults: {
      reply: (reply) => {
        requests += 1
        return reply
      },
    },
  })
  const { exitCode, printed } = await seamwatch({
    args: ['run', '--target', sandbox.url],
  })
  await sandbox.stop()
  expect(exitCode).toBe(2)
  expect(printed).toContain('[credential-missing]')
  expect(printed).toContain('Nothing was sent.')
  expect(requests).toBe(0)
})
