/** `seamwatch sandbox`: runs the sandbox until it is interrupted. */
import { read } from '../config/read-option.ts'
import type { Given } from '../config/read-option.ts'
import { UsageError } from '../model/problem.ts'
import { startSandbox } from '../sandbox/server.ts'
import { printMadeUp } from '../secrets/terminal.ts'

export async function sandbox(given: Given): Promise<void> {
  const port = read('port', { env: process.env, given })
  const { url, seed, stop } = await listen(port)
  printMadeUp(
    [
      `The sandbox listens on ${url} until you press Ctrl+C.`,
      '',
      'Its credentials and resources, new at each start:',
      `  export SEAM_ENDPOINT=${url}`,
      `  export SEAM_API_KEY=${seed.apiKey}`,
      `  export SEAM_PERSONAL_ACCESS_TOKEN=${seed.personalAccessToken}`,
      `  export SEAM_WORKSPACE_ID=${seed.workspaceId}`,
      `  export SEAM_PUBLISHABLE_KEY=${seed.publishableKey}`,
      `  export SEAM_CONSOLE_SESSION_TOKEN=${seed.consoleSessionToken}`,
      `  export SEAMWATCH_FOREIGN_API_KEY=${seed.foreignApiKey}`,
      `  export SEAMWATCH_FOREIGN_WORKSPACE_ID=${seed.foreignWorkspaceId}`,
      `  export SEAMWATCH_CONNECT_WEBVIEW_ID=${seed.connectWebviewId}`,
      `  export SEAMWATCH_CONNECTED_ACCOUNT_IDS=${seed.connectedAccountId},${seed.secondConnectedAccountId}`,
      `  export SEAMWATCH_USER_IDENTITY_ID=${seed.userIdentityId}`,
    ].join('\n'),
  )
  const interrupted = new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
  await interrupted
  await stop()
}

async function listen(port: number) {
  try {
    return await startSandbox({ port })
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error
    throw new UsageError([
      {
        code: 'argument-invalid',
        fact: `--port: the sandbox cannot listen on ${port}: ${error.message}`,
        hint: 'choose another one, or 0 for any free one',
      },
    ])
  }
}
