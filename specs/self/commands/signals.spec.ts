import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from '@playwright/test'
import type { TestInfo } from '@playwright/test'
import { ledgerFolder } from '../../../src/cleanup/ledger.ts'
import { readLedgers } from '../../../src/cleanup/ledgers.ts'
import { startSandbox } from '../../../src/sandbox/server.ts'
import { putStrangers, touched } from '../cleanup/strangers.ts'
import { bareEnvironment, seamwatch } from './seamwatch.ts'

test.describe.configure({ timeout: 180_000 })

/** One that knows what it has made, and one that waits for its create. */
const scenarios = {
  'a.yaml': `scenario: a session waits
owner: self
steps:
  - id: create
    call: /client_sessions/create
    body: { user_identifier_key: "\${{ run.marker }}" }
    save: { id: client_session.client_session_id }
    undo: { call: /client_sessions/delete, body: { client_session_id: "\${{ id }}" } }
  - id: get
    call: /client_sessions/get
    body: { client_session_id: "\${{ id }}" }
`,
  'b.yaml': `scenario: a create waits
owner: self
steps:
  - id: create
    call: /client_sessions/get_or_create
    body: { user_identifier_key: "\${{ run.marker }}" }
`,
}

/** Called at the first delete; while it is given, no delete is answered. */
type OnDelete = (child: ChildProcess) => void

/** Runs both until each waits for its reply, and then lets `end` do its work.
 * The sandbox is left running where deletes were held up. */
async function runUntilBothWait(
  info: TestInfo,
  end: (child: ChildProcess) => void,
  onDelete?: OnDelete,
) {
  const folder = info.outputPath('scenarios')
  mkdirSync(folder, { recursive: true })
  for (const [name, text] of Object.entries(scenarios)) {
    writeFileSync(join(folder, name), text)
  }
  const waiting = new Set<string>()
  let isEnding = false
  let hasEnded = false
  let deletes = 0
  let started: ChildProcess | undefined
  const sandbox = await startSandbox({
    faults: {
      raw: ({ path }) => {
        if (!onDelete || hasEnded || !path.endsWith('/delete')) return undefined
        if (deletes === 0 && started) onDelete(started)
        deletes += 1
        return () => {} // never, and nothing is deleted
      },
      reply: (reply, { path }) => {
        const isHeld = /\/get(?:_or_create)?$/.test(path) && !isEnding
        if (!isHeld) return reply
        waiting.add(path)
        if (waiting.size === Object.keys(scenarios).length) {
          isEnding = true
          if (started) end(started)
        }
        return () => {} // never: it hangs until whoever asked gives up
      },
    },
  })
  const strangers = putStrangers(sandbox)
  const reportsDir = info.outputPath('reports')
  const args = ['src/seamwatch.js', 'run', '--timeout', '60000']
  const target = {
    SEAM_ENDPOINT: sandbox.url,
    SEAM_API_KEY: sandbox.seed.apiKey,
  }
  const child = spawn(process.execPath, args, {
    detached: true,
    env: {
      ...bareEnvironment(),
      NO_COLOR: '1',
      ...target,
      SEAMWATCH_REPORTS: reportsDir,
      SEAMWATCH_SCENARIOS: relative(process.cwd(), folder),
    },
  })
  started = child
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.toString('utf8')
    })
  }
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  await info.attach('printed', { contentType: 'text/plain', body: printed })
  hasEnded = true
  if (!onDelete) await sandbox.stop()
  const left = sandbox.state.size() - strangers.length
  expect(touched(sandbox, strangers)).toEqual([])
  return { exitCode, printed, left, reportsDir, sandbox, strangers, target }
}

for (const { what, end } of [
  {
    what: 'Ctrl+C, which reaches every process of the terminal,',
    end: press,
  },
  {
    what: 'SIGTERM to the command alone',
    end: (child: ChildProcess) => child.kill('SIGTERM'),
  },
]) {
  test(`${what} ends the run in order: what it made is taken away and the verdict says so`, async ({}, info) => {
    const { exitCode, printed, left, reportsDir } = await runUntilBothWait(
      info,
      end,
    )
    expect(left, printed).toBe(0)
    expect(exitCode, printed).toBe(2)
    expect(printed).toContain('what was made is taken away first')
    expect(printed).toContain('removed, after the last case (2)')
    const text = readFileSync(join(reportsDir, 'verdict.json'), 'utf8')
    expect(JSON.parse(text)).toMatchObject({
      status: 'inconclusive',
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

test('where the runner itself is killed, the command takes away what it made', async ({}, info) => {
  test.skip(process.platform !== 'linux', 'only Linux says which it is')
  const { exitCode, printed, left } = await runUntilBothWait(info, (child) => {
    const file = `/proc/${child.pid}/task/${child.pid}/children`
    const [runner] = readFileSync(file, 'utf8').trim().split(' ')
    process.kill(Number(runner), 'SIGKILL')
  })
  expect(left, printed).toBe(0)
  expect(exitCode, printed).toBe(2)
  expect(printed).toContain('The run ended before it could be judged.')
  expect(printed).toContain('removed, after the last case (2)')
})

function press(child: ChildProcess): void {
  process.kill(-Number(child.pid), 'SIGINT')
}

test('a second Ctrl+C while it takes away ends the run at once, says so, and leaves it to the next', async ({}, info) => {
  const { exitCode, printed, left, ...run } = await runUntilBothWait(
    info,
    press,
    // Later than the same press could arrive a second time.
    (child) => setTimeout(press, 1500, child),
  )
  const { reportsDir, sandbox, strangers, target } = run
  expect(exitCode, printed).toBe(2)
  expect(printed).toContain('Once more ends it at once.')
  expect(printed).toContain(
    'What it made may be left; the next run takes it away, and so does npx seamwatch sweep.',
  )
  expect(left).toBe(2)
  const open = readLedgers(ledgerFolder(reportsDir)).flatMap((it) => it.open)
  expect(open).toHaveLength(2)
  const swept = await seamwatch(info, { args: ['sweep'], env: target })
  await sandbox.stop()
  expect(swept.printed).toContain('removed (2)')
  expect(swept.exitCode).toBe(0)
  expect(touched(sandbox, strangers)).toEqual([])
  expect(sandbox.state.size()).toBe(strangers.length)
})
