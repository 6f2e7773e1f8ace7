import { request } from 'node:http'
import { expect, test } from '@playwright/test'
import { startSandbox } from '../../../src/sandbox/server.ts'

async function statusWith(host: string, path = '/health'): Promise<number> {
  const sandbox = await startSandbox()
  const { port } = new URL(sandbox.url)
  const status = await new Promise<number>((resolve, reject) => {
    const headers = {
      host,
      authorization: `Bearer ${sandbox.seed.apiKey}`,
    }
    request({ host: '127.0.0.1', port, path, headers }, (incoming) => {
      incoming.resume()
      resolve(incoming.statusCode ?? 0)
    })
      .on('error', reject)
      .end()
  })
  await sandbox.stop()
  return status
}

for (const host of [
  'evil.example',
  'evil.example:80',
  'localhost.evil.example',
  '127.0.0.1.evil.example',
  '127.0.0.1@evil.example',
  '0.0.0.0',
  '10.0.0.1',
  '[::2]',
  'localhost.',
  '127.0.0.1:80, evil.example',
  'xn--localhost-9ab',
  '127.0.0.1.',
]) {
  test(`the sandbox answers no request to the host "${host}"`, async () => {
    for (const path of ['/health', '/client_sessions/list', '/x'])
      expect(await statusWith(host, path), path).toBe(400)
  })
}

for (const host of [
  'localhost',
  'LOCALHOST:1',
  'a.localhost:80',
  '127.0.0.1:99',
  '127.1.2.3',
  '[::1]:80',
]) {
  test(`the sandbox answers a request to the host "${host}"`, async () => {
    expect(await statusWith(host)).toBe(200)
  })
}
