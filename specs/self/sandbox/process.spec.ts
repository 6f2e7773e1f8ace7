/** A run's own targets are processes of their own, which end with the run. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { expect, test } from '@playwright/test'
import { startChild } from '../../../src/auth/child-process.ts'
import { startEmbedded } from '../../../src/auth/embedded.ts'

const contractFile = 'schemas/client-sessions.json'

for (const name of ['sandbox', 'fake'] as const) {
  test(`the ${name} responds from another process until it is stopped`, async () => {
    const { target, processId, stop } = await startEmbedded(name, {
      contractFile,
    })
    expect(processId).not.toBe(process.pid)
    expect(new URL(target.endpoint).hostname).toBe('127.0.0.1')
    const response = await fetch(`${target.endpoint}/client_sessions/create`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${target.keyring.api_key}`,
        'content-type': 'application/json',
      },
      body: '{}',
    })
    expect(response.status).toBe(200)
    await stop()
    expect(isAlive(processId)).toBe(false)
  })

  test(`the ${name} ends when the process that started it is killed with -9`, async () => {
    const embedded = new URL('../../../src/auth/embedded.ts', import.meta.url)
    const parent = spawn(process.execPath, [
      '--import',
      import.meta.resolve('tsx'),
      '--input-type=module',
      '--eval',
      `import { startEmbedded } from ${JSON.stringify(embedded.href)}
       const { processId } = await startEmbedded('${name}', { contractFile: '${contractFile}' })
       process.stdout.write(String(processId))
       setInterval(() => {}, 1000)`,
    ])
    const [printed]: Buffer[] = await once(parent.stdout, 'data')
    const processId = Number(printed)
    expect(isAlive(processId)).toBe(true)
    parent.kill('SIGKILL')
    await expect.poll(() => isAlive(processId)).toBe(false)
  })
}

test('the sandbox responds as fast while the process that started it is blocked', async () => {
  const { target, stop } = await startEmbedded('sandbox', { contractFile })
  const url = `${target.endpoint}/health`
  const client = new Worker(clientSource, { eval: true, workerData: url })
  await once(client, 'message') // it has connected
  block(4000)
  const [durations]: number[][] = await once(client, 'message')
  await client.terminate()
  await stop()
  expect(durations?.length).toBe(20)
  expect(Math.max(...(durations ?? []))).toBeLessThan(3000)
})

test('an interrupt from the terminal leaves the sandbox to the process that started it', async () => {
  const { processId, stop } = await startEmbedded('sandbox', { contractFile })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.kill(processId, signal)
  }
  await sleep(200)
  expect(isAlive(processId)).toBe(true)
  await stop()
})

test('a sandbox that ended during the run makes stopping it an error', async () => {
  const { processId, stop } = await startEmbedded('sandbox', { contractFile })
  process.kill(processId, 'SIGKILL')
  await expect.poll(() => isAlive(processId)).toBe(false)
  await expect(stop()).rejects.toThrow(
    /^the sandbox ended too early: ended by SIGKILL$/,
  )
})

const child = {
  name: 'the child',
  entry: new URL('./child.ts', import.meta.url),
}

test('a child process gets no secret and no NODE_OPTIONS', async () => {
  process.env.SEAM_API_KEY = 'seam_test_a_secret'
  process.env.NODE_OPTIONS = '--no-warnings'
  try {
    const { ready, stop } = await startChild({
      ...child,
      args: ['shows its environment'],
    })
    await stop()
    const names = Object.keys(ready as object) // an environment
    expect(names).toContain('PATH')
    expect(names.filter((it) => /SEAM|NODE_OPTIONS/.test(it))).toEqual([])
  } finally {
    delete process.env.SEAM_API_KEY
    delete process.env.NODE_OPTIONS
  }
})

for (const [behaviour, reason] of [
  ['fails', 'port 1 is taken'],
  ['crashes', 'ended with exit code 1, TypeError: no such thing'],
  ['ends', 'ended with exit code 7'],
] as const) {
  test(`a child process that ${behaviour} at its start is an error of one line`, async () => {
    const started = startChild({ ...child, args: [behaviour] })
    const error: unknown = await started.catch((thrown: unknown) => thrown)
    expect(String(error)).toBe(`Error: the child did not start: ${reason}`)
  })
}

test('a child process that hangs at its start is killed in time', async () => {
  const started = startChild({
    ...child,
    args: ['hangs'],
    startTimeoutMs: 1000,
  })
  await expect(started).rejects.toThrow(
    /^the child did not start: no answer within 1 s$/,
  )
})

test('a child process that does not stop is killed in time', async () => {
  const { processId, stop } = await startChild({
    ...child,
    args: ['hangs at its end'],
    stopTimeoutMs: 300,
  })
  await stop()
  expect(isAlive(processId)).toBe(false)
})

/** Sends one request each 50 ms, and reports how long each took. */
const clientSource = `
const { parentPort, workerData } = require('node:worker_threads')
const send = async () => {
  const start = performance.now()
  await (await fetch(workerData)).text()
  return performance.now() - start
}
send().then(async () => {
  parentPort.postMessage('connected')
  const durations = []
  while (durations.length < 20) {
    durations.push(await send())
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  parentPort.postMessage(durations)
})
`

function block(durationMs: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, durationMs)
}

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0)
  } catch {
    return false
  }
}
