/** Output: what the process of an SDK prints, read to its end and kept in
 * part. */
import type { Readable } from 'node:stream'

export type Output = {
  /** From now on; several may watch at a time. */
  readonly watch: (secrets: readonly string[]) => Watching
  /** The first line that looks like an error. */
  readonly error: () => string | undefined
}

export type Watching = {
  /** Call it once. */
  readonly end: () => { readonly text: string; readonly isSecretShown: boolean }
}

/** Characters kept for one call. */
const keptAtMost = 4096

/** Long enough that no secret is cut in two. */
const overlap = 512

type State = {
  readonly secrets: readonly string[]
  text: string
  last: string
  isSecretShown: boolean
}

export function readOutput(streams: readonly Readable[]): Output {
  const watching = new Set<State>()
  let recent = ''
  for (const stream of streams) {
    stream.setEncoding('utf8')
    stream.on('data', (chunk: string) => {
      recent = (recent + chunk).slice(-keptAtMost)
      for (const state of watching) take(state, chunk)
    })
  }
  return {
    watch: (secrets) => {
      const state = { secrets, text: '', last: '', isSecretShown: false }
      watching.add(state)
      return {
        end: () => {
          watching.delete(state)
          return { text: state.text, isSecretShown: state.isSecretShown }
        },
      }
    },
    error: () => /^\w*Error\b.*$/m.exec(recent)?.[0],
  }
}

function take(state: State, chunk: string): void {
  const seen = state.last + chunk
  state.isSecretShown ||= state.secrets.some((secret) => seen.includes(secret))
  state.last = seen.slice(-overlap)
  if (state.text.length < keptAtMost)
    state.text = (state.text + chunk).slice(0, keptAtMost)
}
