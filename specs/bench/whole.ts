/** The whole command, Allure included: its cost beside a hand-written suite of
 * the same flows, with failing cases, and against a target that answers late. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Target } from '../../src/auth/target.ts'
import { targetOf } from '../../src/auth/embedded.ts'
import type { Fault } from '../../src/sandbox/faults.ts'
import { startSandbox } from '../../src/sandbox/server.ts'
import { costOf } from './processes.ts'
import type { Cost } from './processes.ts'

export const wholeRows = 1000

export async function measureWhole(target: Target): Promise<{
  readonly engine: Cost
  readonly handWritten: Cost
}> {
  return inFolder(async (folder) => {
    const scenarios = join(folder, 'scenarios')
    mkdirSync(scenarios)
    writeFileSync(join(scenarios, 'flows.yaml'), scenario())
    const env = {
      ...environmentOf(target, folder),
      BENCH_ACCOUNT: target.resources.connected_account_id,
      BENCH_REPORTS: join(folder, 'hand-written'),
      BENCH_FLOWS: String(wholeRows),
    }
    return {
      handWritten: await costOf({
        args: [
          'node_modules/@playwright/test/cli.js',
          'test',
          '--config=specs/bench/hand-written/playwright.config.ts',
        ],
        env,
      }),
      engine: await costOf({
        args: [...run(target), `--scenarios=${scenarios}`],
        env,
      }),
    }
  })
}

/** All cases: where all pass, and where every error body is plain text. */
export async function measureFailing(): Promise<{
  readonly passing: Cost
  readonly failing: Cost
}> {
  return {
    passing: await measureAll({}),
    failing: await measureAll({
      reply: (reply) =>
        reply.status < 400 ? reply : { ...reply, body: 'an error' },
    }),
  }
}

/** All cases, against a target that answers so much later. */
export function measureWaiting(latencyMs: number): Promise<Cost> {
  return measureAll({
    reply: async (reply) => {
      await sleep(latencyMs)
      return reply
    },
  })
}

async function measureAll(faults: Fault): Promise<Cost> {
  const sandbox = await startSandbox({ faults })
  const target = targetOf(sandbox)
  try {
    return await inFolder((folder) =>
      costOf({
        args: run(target),
        env: environmentOf(target, folder),
        mayFail: true,
      }),
    )
  } finally {
    await sandbox.stop()
  }
}

function run({ endpoint }: Target): readonly string[] {
  return ['src/seamwatch.js', 'run', `--target=${endpoint}`]
}

function environmentOf(
  { endpoint, keyring, resources }: Target,
  folder: string,
): NodeJS.ProcessEnv {
  const { pat_with_workspace } = keyring
  return {
    ...process.env,
    SEAM_ENDPOINT: endpoint,
    SEAM_API_KEY: keyring.api_key,
    SEAM_PUBLISHABLE_KEY: keyring.publishable_key,
    SEAM_PERSONAL_ACCESS_TOKEN: pat_with_workspace?.token,
    SEAM_WORKSPACE_ID: pat_with_workspace?.workspaceId,
    SEAMWATCH_CONNECTED_ACCOUNT_IDS: [
      resources.connected_account_id,
      resources.second_connected_account_id,
    ].join(),
    SEAMWATCH_CONNECT_WEBVIEW_IDS: [
      resources.connect_webview_id,
      resources.second_connect_webview_id,
    ].join(),
    SEAMWATCH_REPORTS: join(folder, 'seamwatch'),
  }
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  mkdirSync('reports', { recursive: true })
  const folder = mkdtempSync(join('reports', 'bench-'))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function scenario(): string {
  const numbers = Array.from({ length: wholeRows }, (_, at) => `"${at}"`)
  return `scenario: flows
owner: bench
matrix: { flow: [${numbers.join(', ')}] }
steps:
  - id: create
    call: /client_sessions/create
    body: { user_identifier_key: "\${{ run.marker }}", customer_key: "bench-\${{ matrix.flow }}" }
    save:
      session_id: client_session.client_session_id
      token: { from: client_session.token, secret: true }
    undo: { call: /client_sessions/delete, body: { client_session_id: "\${{ session_id }}" } }
  - id: get
    call: /client_sessions/get
    as: { client_session: "\${{ token }}" }
    expect: { client_session: { client_session_id: "\${{ session_id }}" } }
  - id: grant
    call: /client_sessions/grant_access
    body: { client_session_id: "\${{ session_id }}", connected_account_ids: ["\${{ target.connected_account_id }}"] }
`
}
