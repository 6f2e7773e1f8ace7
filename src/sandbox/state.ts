/** The state of a sandbox: all that it keeps between two requests. */
import { createSeed, workspacesOf } from './seed.ts'
import type { Seed, Workspace } from './seed.ts'
import { createStore } from './store.ts'
import type { Store } from './store.ts'

export type SandboxState = {
  readonly seed: Seed
  readonly workspaces: ReadonlyMap<string, Workspace>
  readonly store: Store
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

export type StateOptions = {
  readonly seed?: Partial<Seed>
  readonly now?: () => number
  /** Maximum number of sessions: it bounds the memory of long runs. */
  readonly capacity?: number
}

export function createState(options: StateOptions): SandboxState {
  const seed = createSeed(options.seed)
  return {
    seed,
    workspaces: workspacesOf(seed),
    store: createStore(options.capacity ?? 50_000),
    now: options.now ?? Date.now,
  }
}
