/** The warm host of this worker: started at its first command, replaced where it
 * has ended or something is left of the last command. */
import { bareEnvironment } from './bare-environment.ts'
import { startHost } from './host.ts'
import type { Command, Host, Ran } from './host.ts'

let host: Host | undefined
let isRunning = false

/** Undefined where only a process of its own shows the same: while the host runs
 * another command, and where a variable counts at the start of a process. */
export function runWarm(command: Command): Promise<Ran> | undefined {
  if (isRunning || !canBeWarm(command)) return undefined
  if (host?.canRun() !== true) host = startHost()
  isRunning = true
  return host.run(command).finally(() => {
    isRunning = false
  })
}

/** What Node reads at its start, or a module when it is loaded. */
const readOnce =
  /^(?:NODE_(?!TLS_REJECT)|DEBUG|PW|PLAYWRIGHT_|TMPDIR|TZ|SEAMWATCH_DEBUG)/

function canBeWarm({ env }: Command): boolean {
  const own = bareEnvironment()
  const names = Object.keys({ ...own, ...env })
  return names.every((name) => !readOnce.test(name) || env[name] === own[name])
}
