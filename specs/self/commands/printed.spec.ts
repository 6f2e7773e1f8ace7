/** What the commands print, and what a CI agent reads: no secret, no password,
 * no control character, no order to the agent. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { startSandbox } from '../../../src/sandbox/server.ts'
import { folderWith } from '../folder.ts'
import { scenarioOf } from '../run/steps.ts'
import { seamwatch, start } from './seamwatch.ts'
import type { Asked } from './seamwatch.ts'

test.describe.configure({ timeout: 600_000 })

const key = 'seam_testabMS_94SrGUXuNR2JmJkjtvBQDg5c'
const withKey = { SEAM_API_KEY: key, SEAM_ENDPOINT: 'http://127.0.0.1:9' }
const broken = { 'a.yaml': `scenario: a\nowner: self\nstepz: ${key}\n` }
const cut = { 'a.yaml': `scenario: a\nstepz: ${'x'.repeat(140)}${key}\n` }

const mistakes: readonly (Asked & { readonly what: string })[] = [
  { what: 'a key as the endpoint', args: ['run'], env: { SEAM_ENDPOINT: key } },
  { what: 'a key as the target', args: ['sweep', '--target', key] },
  { what: 'a key as a number', args: ['run', '--max-requests', key] },
  { what: 'a key as a driver', args: ['run', '--driver', key] },
  { what: 'a key as a pattern', args: ['run', '--grep', `(${key}`] },
  { what: 'a key as a command', args: [key] },
  { what: 'a key as an option', args: ['run', `--${key}`] },
  { what: 'a key as a finding', args: ['explain', key] },
  { what: 'a key as a mutant', args: ['mutants', '--only', key] },
  { what: 'a key as a folder to audit', args: ['audit', `/nowhere/${key}`] },
  { what: 'a key as a contract', args: ['check', '--contract', key] },
  { what: 'a key as a source', args: ['contract', 'pull', '--from', key] },
  { what: 'a key as a port', args: ['sandbox', '--port', key] },
  { what: 'a key in a scenario', args: ['check'], scenarios: broken },
  { what: 'a part of a key in a scenario', args: ['check'], scenarios: cut },
]
for (const { what, env = {}, ...asked } of mistakes) {
  test(`a message about ${what} does not print it`, async () => {
    const { exitCode, printed } = await seamwatch({
      ...asked,
      env: { ...withKey, ...env },
    })
    expect(exitCode, printed).toBe(2)
    expect(printed).toContain('[secret')
    expect(printed).not.toContain(key)
    expect(printed).not.toContain(key.slice(5, 17))
  })
}

const passwords: readonly (Asked & { readonly what: string })[] = [
  ...['https://bob:hunter2@h', 'https://bob:hunter2@[bad', 'bob:hunter2@h'].map(
    (SEAM_ENDPOINT) => ({
      what: `SEAM_ENDPOINT=${SEAM_ENDPOINT}`,
      args: ['run', '--target', 'production'],
      env: { SEAM_ENDPOINT },
    }),
  ),
  { what: 'a target', args: ['run', '--target', 'https://bob:hunter2@h'] },
  { what: 'half a target', args: ['sweep', '--target', 'bob/hunter2@h'] },
  {
    what: 'a source of contracts',
    args: ['contract', 'pull', '--from', 'https://bob:hunter2@127.0.0.1:9/a'],
  },
  {
    what: 'the origin of pages',
    args: ['run', '--driver', 'browser'],
    env: { SEAMWATCH_PAGE_ORIGIN: 'https://bob:hunter2@h/a' },
  },
]
for (const { what, ...asked } of passwords) {
  test(`a message does not print the password of ${what.replace('hunter2', 'PASSWORD')}`, async () => {
    const { exitCode, printed } = await seamwatch(asked)
    expect(exitCode, printed).toBe(2)
    expect(printed).not.toContain('hunter2')
  })
}

test('the sandbox prints the credentials that it has made up', async () => {
  const started = start({ args: ['sandbox', '--port', '0'] })
  await expect.poll(started.printed).toContain('SEAMWATCH_USER_IDENTITY_ID')
  started.kill('SIGINT')
  const { printed } = await started.ended
  expect(printed).toMatch(/SEAM_API_KEY=seam_test\w{20}/)
  expect(printed).not.toContain('[secret')
})

test('a wrong endpoint is not printed where Playwright is started alone, either', async () => {
  const { exitCode, printed } = await seamwatch({
    program: ['node_modules/@playwright/test/cli.js', 'test'],
    env: { ...withKey, SEAM_ENDPOINT: `https://bob:hunter2@${key}` },
  })
  expect(exitCode).toBe(2)
  expect(printed).toContain('holds a user name or password')
  const other = await seamwatch({
    program: ['node_modules/@playwright/test/cli.js', 'test'],
    env: { ...withKey, SEAM_ENDPOINT: `hunter2@${key}` },
  })
  expect(other.printed).toContain('is not a target')
  expect(printed + other.printed).not.toMatch(new RegExp(`hunter2|${key}`))
})

// oxlint-disable-next-line no-control-regex -- they are what is looked for
const control = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/
const obeyed = /##[\w.-]*\[|^\s*::|::(?:error|set-output)/im
const orders = [
  '##vso[task.setvariable variable=PATH]/evil',
  '##[group]x',
  "##teamcity[buildStatus status='SUCCESS']",
  '::error::x',
  '::set-output name=a::b',
]
const said = `${orders.join('\n')}\u001b[31m\u009b2J\u202e`

test('a contract, a folder and an argument do not control the terminal or the agent', async () => {
  const contract = JSON.parse(
    readFileSync('schemas/client-sessions.json', 'utf8'),
  )
  contract.info['x-source'] = said
  const folder = folderWith({ 'a.json': JSON.stringify(contract) }, said)
  const sandbox = await startSandbox()
  for (const args of [
    ['check', '--contract', join(folder, 'a.json')],
    ['run', '--grep', 'found by its', '--contract', join(folder, 'a.json')],
    ['run', '--driver', said],
    ['check', '--scenarios', `${folder}/none`],
    ['report', '--reports', join(folder, 'none')],
    ['sweep', '--reports', join(folder, 'none')],
    ['audit', folder],
    ['audit', join(folder, 'none')],
    ['explain', said],
    ['mutants', '--only', said],
    ['contract', 'pull', '--from', join(folder, 'none')],
    [said],
  ]) {
    const { printed } = await seamwatch({ args, sandbox })
    expect(printed, args.join(' ')).not.toMatch(control)
    expect(printed, args.join(' ')).not.toMatch(obeyed)
    expect(printed, args.join(' ')).toMatch(/vso\[|no secret/)
  }
  await sandbox.stop()
})

test('a response gives no order to a CI agent: not in the terminal, not in JUnit, not in the verdict', async () => {
  const sandbox = await startSandbox({
    faults: {
      reply: (reply, { path }) =>
        path !== '/client_sessions/list'
          ? reply
          : {
              status: 400,
              headers: { 'content-type': 'application/json' },
              body: {
                error: { type: said, message: said, request_id: said },
                ok: false,
                [said]: said,
              },
            },
    },
  })
  const steps = '  - { id: list, call: /client_sessions/list, body: {} }\n'
  const left = await seamwatch({
    withAllure: true,
    args: ['run'],
    sandbox,
    scenarios: { 'a.yaml': scenarioOf(JSON.stringify(said), steps) },
  })
  await sandbox.stop()
  expect(left.exitCode, left.printed).toBe(1)
  const read = (name: string) =>
    readFileSync(join(left.reportsDir, name), 'utf8')
  for (const text of [left.printed, read('junit.xml'), read('verdict.json')]) {
    expect(text).toContain('vso[')
    expect(text).not.toMatch(control)
    expect(text).not.toMatch(obeyed)
  }
})
