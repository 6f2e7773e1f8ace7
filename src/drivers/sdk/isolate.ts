/** Isolate: starts a program of a release in namespaces of its own, where Linux
 * can make them: it sees no other process, and none that it starts outlives
 * it, whatever language it is written in. */
import { spawnSync } from 'node:child_process'

type Started = { readonly program: string; readonly args: readonly string[] }

/** Of util-linux. */
const unshare = '/usr/bin/unshare'
const flags = [
  '--user',
  '--map-current-user',
  '--pid',
  '--fork',
  '--mount-proc',
  '--kill-child=SIGKILL',
]

const debug = 'SIGUSR1'
const ignore = (): void => {}

let isAble: boolean | undefined

/** Some containers and distributions do not allow it. */
export function canIsolate(): boolean {
  isAble ??=
    process.platform === 'linux' &&
    spawnSync(unshare, [...flags, '/bin/true'], { env: {}, stdio: 'ignore' })
      .status === 0
  return isAble
}

/** Before it, no signal opens Node's debugger in this process any more: what a
 * release could ask of it has the keys. */
export function isolated({ program, args }: Started): Started {
  process.off(debug, ignore).on(debug, ignore)
  return canIsolate()
    ? { program: unshare, args: [...flags, program, ...args] }
    : { program, args }
}
