import { expect, test } from '@playwright/test'
import { ledgerFolder } from '../../../src/cleanup/ledger.ts'
import { readLedgers } from '../../../src/cleanup/read-ledgers.ts'
import { startSandbox } from '../../../src/sandbox/server.ts'
import { putStrangers, touched } from '../cleanup/strangers.ts'
import { childrenOf } from '../processes.ts'
import { made, scenarioOf } from '../run/steps.ts'
import { readVerdict } from './left.ts'
import { seamwatch, start } from './seamwatch.ts'
import type { Started } from './seamwatch.ts'

test.describe.configure({ timeout: 600_000 })

/** One case has created its session; the other waits for the response to its
 * create. */
const scenarios = {
  'a.yaml': scenarioOf(
    'a session waits',
    `${made}
  - id: get
    call: /client_sessions/get
    body: { client_session_id: "\${{ session_id }}" }
`,
  ),
  'b.yaml': scenarioOf(
    'a create waits',
    `
  - id: create
    call: /client_sessions/get_or_create
    body: { user_identifier_key: "\${{ run.marker }}" }
`,
  ),
}

type Act = (started: Started) => void

/** Runs both until each waits for its response, and then calls `end`.
 * @param onDelete called at the first delete after that; with it, no delete gets a
 * response until the run has ended, and the sandbox goes on running. */
async function runUntilBothWait(
  end: Act,
  {
    onDelete,
    driver = 'api',
  }: { readonly onDelete?: Act; readonly driver?: 'api' | 'browser' } = {},
) {
  const waiting = new Set<string>()
  let isEnding = false
  let hasEnded = false
  let deletes = 0
  let started: Started | undefined
  const sandbox = await startSandbox({
    faults: {
      raw: ({ path }) => {
        // Before the first create the run proves that delete responds.
        if (!isEnding || !path.endsWith('/delete')) return undefined
        if (!onDelete || hasEnded) return undefined
        if (deletes === 0 && started) onDelete(started)
        deletes += 1
        return () => {} // no response, and nothing is deleted
      },
      reply: (reply, { path }) => {
        const isHeld = /\/get(?:_or_create)?$/.test(path) && !isEnding
        if (!isHeld) return reply
        waiting.add(path)
        if (waiting.size === Object.keys(scenarios).length) {
          isEnding = true
          if (started) end(started)
        }
        return () => {} // no response until the client stops waiting
      },
    },
  })
  const strangers = putStrangers(sandbox)
  started = start({
    args: ['run', '--timeout', '60000', '--driver', driver],
    isGroup: true,
    sandbox,
    scenarios: Object.fromEntries(
      Object.entries(scenarios).map(([name, text]) => [
        name,
        `drivers: [api, browser]\n${text}`,
      ]),
    ),
  })
  const left = await started.ended
  hasEnded = true
  if (!onDelete) await sandbox.stop()
  expect(touched(sandbox, strangers)).toEqual([])
  const sessions = sandbox.state.size() - strangers.length
  return { ...left, sessions, sandbox, strangers }
}

function press({ killGroup }: Started): void {
  killGroup('SIGINT')
}

for (const { what, end } of [
  {
    what: 'Ctrl+C, which reaches every process of the terminal,',
    end: press,
  },
  {
    what: 'SIGTERM to the command alone',
    end: ({ kill }: Started) => kill('SIGTERM'),
  },
]) {
  test(`${what} ends the run after its cleanup, and the verdict says so`, async () => {
    const left = await runUntilBothWait(end)
    const { exitCode, printed, sessions } = left
    expect(sessions, printed).toBe(0)
    expect(exitCode, printed).toBe(2)
    expect(printed).toContain('stopping: deleting created sessions first.')
    expect(printed).toContain('deleted, after the last case (2)')
    expect(await readVerdict(left)).toMatchObject({
      status: 'inconclusive',
      why: 'The run was interrupted: 0 cases judged until then. Run it again.',
      suiteErrors: expect.arrayContaining([
        { what: 'the run', message: 'it was interrupted' },
      ]),
      swept: {
        items: [
          { when: 'after', status: 'removed' },
          { when: 'after', status: 'removed' },
        ],
      },
    })
  })
}

/** Playwright's, the first child of the command. */
function killRunner({ pid }: Started): void {
  const [runner = 0] = childrenOf(Number(pid))
  // 0 would be the group of these tests.
  expect(runner).toBeGreaterThan(0)
  process.kill(runner, 'SIGKILL')
}

test('when Playwright’s runner is killed, the command deletes the sessions that it created', async () => {
  test.skip(process.platform !== 'linux', 'only Linux says which it is')
  const { exitCode, printed, sessions } = await runUntilBothWait(killRunner, {
    driver: 'browser',
  })
  expect(sessions, printed).toBe(0)
  expect(exitCode, printed).toBe(2)
  expect(printed).toContain('The run ended before it had a verdict.')
  expect(printed).toContain('deleted, after the last case (2)')
})

test('a second Ctrl+C during the cleanup stops the run at once, and the next sweep deletes the sessions', async () => {
  const { exitCode, printed, sessions, ...run } = await runUntilBothWait(
    press,
    {
      // So late that it cannot be the same press of Ctrl+C, received twice.
      onDelete: (started) => setTimeout(press, 1500, started),
    },
  )
  const { reportsDir, sandbox, strangers } = run
  expect(exitCode, printed).toBe(2)
  expect(printed).toContain('Press Ctrl+C again to stop now.')
  expect(printed).toContain(
    'Created sessions may remain. The next run deletes them; or run "npx seamwatch sweep".',
  )
  expect(sessions).toBe(2)
  const open = readLedgers(ledgerFolder(reportsDir)).flatMap((it) => it.open)
  expect(open).toHaveLength(2)
  const swept = await seamwatch({ args: ['sweep'], sandbox })
  await sandbox.stop()
  expect(swept.printed).toContain('deleted (2)')
  expect(swept.exitCode).toBe(0)
  expect(touched(sandbox, strangers)).toEqual([])
  expect(sandbox.state.size()).toBe(strangers.length)
})
