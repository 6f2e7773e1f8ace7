/** The same calls by several clients: what differs, and who owns it. */
import { execFile } from 'node:child_process'
import { expect, test } from '@playwright/test'
import { differencesBeside } from '../../../src/gate/beside.ts'
import type { Party } from '../../../src/gate/beside.ts'
import { nothingTried } from '../../../src/gate/found.ts'
import type { Found } from '../../../src/gate/found.ts'
import { givenRelease } from '../drivers/sdk/given.ts'
import { publishedRelease } from '../drivers/sdk/releases.ts'

const path = '/client_sessions/create'

const dropped: Found = {
  code: 'sdk-property-dropped',
  class: 'sdk-note',
  operation: `PUT ${path}`,
  at: 'value.color',
  expected: 'string',
  received: 'undefined',
  key: 'color',
  condition: 'new-property',
}

const drift: Found = {
  code: 'body-type-wrong',
  class: 'breaking-drift',
  operation: `PUT ${path}`,
  at: 'body.client_session.token',
  expected: 'string',
  received: 'number',
  key: '',
}

function party(
  name: string,
  method: string,
  findings: readonly Found[],
): Party {
  const tried = { ...nothingTried, calls: 1, findings }
  return { name, methods: new Map([[path, method]]), tried }
}

test('each method of HTTP is owned by the clients that use it', () => {
  const parties = [party('a', 'PUT', []), party('b', 'POST', [])]
  expect(differencesBeside(parties, nothingTried)).toEqual([
    { path, what: 'sends PUT', conditions: [], owners: ['a'] },
    { path, what: 'sends POST', conditions: [], owners: ['b'] },
  ])
})

test('one method for all is no difference', () => {
  const parties = [party('a', 'PUT', []), party('b', 'PUT', [])]
  expect(differencesBeside(parties, nothingTried)).toEqual([])
})

test('what two clients do is one line with two owners', () => {
  const lost = { ...dropped, condition: 'lost-once' }
  const parties = [
    party('a', 'PUT', [dropped]),
    party('b', 'PUT', [dropped, lost]),
    party('c', 'PUT', []),
  ]
  expect(differencesBeside(parties, nothingTried)).toEqual([
    {
      path,
      what: 'sdk-property-dropped · value.color: expected string, received undefined',
      conditions: ['new-property', 'lost-once'],
      owners: ['a', 'b'],
    },
  ])
})

test('what plain HTTP shows, too, is owned by the API', () => {
  const control = { ...nothingTried, findings: [drift] }
  const parties = [party('a', 'PUT', [drift]), party('b', 'PUT', [])]
  expect(differencesBeside(parties, control)).toMatchObject([
    { owners: ['the API'] },
  ])
})

function compare(...args: readonly string[]): Promise<{
  readonly code: number
  readonly text: string
}> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['src/seamwatch.js', 'compare', ...args],
      { env: { PATH: process.env.PATH } },
      (error, stdout, stderr) => {
        const code = error ? Number(error.code) : 0
        resolve({ code, text: stdout + stderr })
      },
    )
  })
}

test('a release of JavaScript and a package of Python are compared', async () => {
  test.setTimeout(600_000)
  const { code, text } = await compare(
    publishedRelease('2.32.0').folder,
    givenRelease('python'),
  )
  expect(text).toContain(
    `  sdk-parameter-undocumented · request _strict: expected absent, received a value (success, new-property)\n      owner: @seamapi/http 2.32.0\n`,
  )
  expect(text).toContain(
    `  sends DELETE\n      owner: @seamapi/http 2.32.0\n  sends POST\n      owner: seam 0.0.1 (Python)\n`,
  )
  expect(text).toContain(
    'between plain HTTP, @seamapi/http 2.32.0, seam 0.0.1 (Python)\n',
  )
  // The package of Python has no method for some operations.
  expect(text).toContain(
    'sdk-method-missing · call: expected the method client_sessions.revoke',
  )
  expect(text).toContain('Not judged\n')
  expect(code).toBe(3)
})

test('a wrong release is exit code 2, before anything is tried', async () => {
  const { code, text } = await compare('npm:left-pad@1.3.0')
  expect(text).toContain("left-pad is not one of Seam's SDKs")
  expect(code).toBe(2)
})
