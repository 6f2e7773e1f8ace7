/** A toy driver: a client in a process of its own. It has a placeholder for the
 * key, and can make one call: create a session. */
import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import type {
  CallResult,
  OpenDriver,
  PreparedCall,
} from '../../../src/drivers/driver.ts'
import { startRecordingProxy } from '../../../src/transport/recording-proxy.ts'

const standIn = 'key-of-the-toy'

/** The client's program: makes one call, and prints the value that it
 * returns. */
const client = `
  const [endpoint, key, body] = process.argv.slice(1)
  const response = await fetch(endpoint + '/client_sessions/create', {
    method: 'POST',
    headers: { authorization: 'Bearer ' + key, 'content-type': 'application/json' },
    body,
  })
  const { client_session } = await response.json()
  process.stdout.write(JSON.stringify({ client_session, saw: process.argv, env: process.env }))
`

export const openToy: OpenDriver = async ({ transport }) => ({
  name: 'toy',
  open: async (observe) => ({
    name: 'toy',
    call: async (call) => {
      if (call.operation.path !== '/client_sessions/create')
        return { exchanges: [], unsupported: 'the toy only creates' }
      const placeholders = new Map([[standIn, secretOf(call)]])
      const proxy = await startRecordingProxy({
        transport: observe(transport),
        placeholders,
      })
      const ran = await runClient(proxy.endpoint, call)
      const exchanges = await proxy.exchanges()
      await proxy.close()
      return { exchanges, ...ran }
    },
    close: async () => {},
  }),
  close: async () => {},
})

function secretOf({ authentication: { headers } }: PreparedCall): string {
  return headers[0]?.[1].replace('Bearer ', '') ?? ''
}

async function runClient(
  endpoint: string,
  { parameters }: PreparedCall,
): Promise<Pick<CallResult, 'returned' | 'error'>> {
  const child = spawn(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      client,
      endpoint,
      standIn,
      JSON.stringify(parameters),
    ],
    { env: {}, stdio: ['ignore', 'pipe', 'ignore'] },
  )
  const output = await text(child.stdout)
  return output === ''
    ? { error: { message: 'it printed nothing' } }
    : { returned: JSON.parse(output) }
}
