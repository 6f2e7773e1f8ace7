/** The time from the command to the first request that it sends. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { listenOnLoopback } from '../../src/transport/loopback.ts'

type Startup = {
  /** Milliseconds. */
  readonly engineMs: number
  /** One hand-written Playwright test with one request. */
  readonly bareMs: number
}

export async function measureStartup(): Promise<Startup> {
  const folder = await mkdtemp(join(process.cwd(), 'reports', 'bench-'))
  await writeFile(
    join(folder, 'bare.spec.ts'),
    `import { test } from '@playwright/test'
test('one request', async ({ request }) => {
  await request.post(process.env.SEAM_ENDPOINT + '/client_sessions/list')
})
`,
  )
  await writeFile(join(folder, 'playwright.config.ts'), 'export default {}\n')
  try {
    const runs = { engine: [] as number[], bare: [] as number[] }
    for (let round = 0; round < 4; round += 1) {
      runs.engine.push(
        await untilFirstRequest(
          ['src/seamwatch.js', 'run', '--grep', 'heartbeat'],
          folder,
        ),
      )
      runs.bare.push(
        await untilFirstRequest(
          ['node_modules/@playwright/test/cli.js', 'test', '--config', folder],
          folder,
        ),
      )
    }
    // The first of each fills caches on disk.
    return {
      engineMs: Math.min(...runs.engine.slice(1)),
      bareMs: Math.min(...runs.bare.slice(1)),
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function untilFirstRequest(
  args: readonly string[],
  folder: string,
): Promise<number> {
  let first = 0
  const server = createServer((_incoming, outgoing) => {
    first ||= performance.now()
    outgoing.writeHead(503).end()
  })
  const { port, stop } = await listenOnLoopback(server)
  const start = performance.now()
  const child = spawn(process.execPath, args, {
    stdio: 'ignore',
    env: {
      ...process.env,
      SEAM_ENDPOINT: `http://127.0.0.1:${port}`,
      SEAM_API_KEY: 'an-unknown-key',
      SEAMWATCH_REPORTS: join(folder, 'reports'),
    },
  })
  await once(child, 'close')
  await stop()
  if (first === 0) throw new Error(`no request from ${args.join(' ')}`)
  return first - start
}
