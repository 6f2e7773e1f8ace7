/** The whole command, Allure included, beside a hand-written suite of the same
 * flows: CPU of all processes, as the shell counts it. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Target } from '../../src/auth/target.ts'

export type Cost = {
  /** Seconds of all processes. */
  readonly cpu: number
  readonly wall: number
}

const rows = 1000

export function measureWhole(target: Target): {
  readonly engine: Cost
  readonly handWritten: Cost
} {
  mkdirSync('reports', { recursive: true })
  const folder = mkdtempSync(join('reports', 'bench-'))
  try {
    writeFileSync(join(folder, 'flows.yaml'), scenario())
    const { api_key = '' } = target.keyring
    const env = {
      ...process.env,
      SEAM_ENDPOINT: target.endpoint,
      SEAM_API_KEY: api_key,
      SEAMWATCH_CONNECTED_ACCOUNT_IDS: target.resources.connected_account_id,
      SEAMWATCH_REPORTS: join(folder, 'seamwatch'),
      BENCH_ACCOUNT: target.resources.connected_account_id,
      BENCH_REPORTS: join(folder, 'hand-written'),
      BENCH_FLOWS: String(rows),
    }
    const run = (args: readonly string[]) => costOf(args, env)
    return {
      handWritten: run([
        'node_modules/@playwright/test/cli.js',
        'test',
        '--config=specs/bench/hand-written/playwright.config.ts',
      ]),
      engine: run([
        'src/seamwatch.js',
        'run',
        `--target=${target.endpoint}`,
        `--scenarios=${folder}`,
      ]),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function scenario(): string {
  const numbers = Array.from({ length: rows }, (_, at) => `"${at}"`)
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

/** By the shell, as only a parent learns what its children's children cost. */
function costOf(args: readonly string[], env: NodeJS.ProcessEnv): Cost {
  const { stderr, status } = spawnSync(
    'bash',
    [
      '-c',
      'TIMEFORMAT="COST %U %S %R"; time "$@" >/dev/null',
      'bash',
      process.execPath,
      ...args,
    ],
    { env, encoding: 'utf8', maxBuffer: 2 ** 28 },
  )
  const [, user, system, wall] =
    /COST ([\d.]+) ([\d.]+) ([\d.]+)/.exec(stderr) ?? []
  if (status !== 0 || wall === undefined)
    throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`)
  return { cpu: Number(user) + Number(system), wall: Number(wall) }
}
