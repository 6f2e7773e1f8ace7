/** The sandbox in a process of its own, as a person would start it. */
import { spawn } from 'node:child_process'
import type { Target } from '../../src/auth/target.ts'

export type Server = {
  readonly target: Target
  readonly stop: () => void
}

/** Its own process, so that its work is not counted as the client's. */
export function startServer(): Promise<Server> {
  const child = spawn(process.execPath, [
    'src/seamwatch.js',
    'sandbox',
    '--port',
    '0',
  ])
  return new Promise((resolve, reject) => {
    let said = ''
    child.on('error', reject)
    child.on('exit', () => reject(new Error(`the sandbox ended: ${said}`)))
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8')
      if (!said.includes('SEAMWATCH_USER_IDENTITY_ID=')) return
      const value = (name: string): string =>
        new RegExp(`${name}=(\\S+)`).exec(said)?.[1] ?? ''
      resolve({
        target: {
          name: 'sandbox',
          endpoint: value('SEAM_ENDPOINT'),
          keyring: { api_key: value('SEAM_API_KEY') },
          resources: {
            connect_webview_id: value('SEAMWATCH_CONNECT_WEBVIEW_ID'),
          },
        },
        stop: () => child.kill(),
      })
    })
  })
}
