/** Caller: makes calls with a release, in processes of its own that start when
 * they are needed, and again after a call has ended one. */
import pLimit from 'p-limit'
import { startChild } from './child.ts'
import type { Child } from './child.ts'
import type { ChildResult } from './host-result.ts'
import { launchOf } from './launch.ts'
import type { Language } from '../../model/language.ts'
import type { CallLine } from './protocol.ts'
import { openRefusals } from './refusals.ts'
import type { Refusals } from './refusals.ts'
import type { InstalledRelease } from './release.ts'

export type Caller = {
  readonly call: (line: CallLine, settleMs: number) => Promise<ChildResult>
  /** Rejects with one line if the release does not load. */
  readonly start: () => Promise<void>
  readonly close: () => Promise<void>
}

/** In JavaScript, one process has all calls in flight. */
export function createNodeCaller(
  release: InstalledRelease,
  clockSpeed?: number,
): Caller {
  const given = { language: 'javascript', env: {}, clockSpeed } as const
  return keepAlive(() => startChild(launchOf(release, given)))
}

/** How many processes of a language with one call at a time. */
const processesAtMost = 4

/** Each process has one call in flight, so what it prints, and whom it asks
 * for, is of that call. */
export function createBlockingCaller(
  release: InstalledRelease,
  language: Exclude<Language, 'javascript' | 'cli'>,
): Caller {
  const limit = pLimit(processesAtMost)
  const all = Array.from({ length: processesAtMost }, () =>
    createWatchedCaller(release, language),
  )
  const free = [...all]
  const withFree = <Result>(use: (caller: Caller) => Promise<Result>) =>
    limit(async () => {
      const caller = free.pop()
      if (!caller) throw new Error('more calls than processes')
      try {
        return await use(caller)
      } finally {
        free.push(caller)
      }
    })
  return {
    call: (line, settleMs) => withFree(({ call }) => call(line, settleMs)),
    start: () => withFree(({ start }) => start()),
    close: async () => {
      await Promise.all(all.map(({ close }) => close()))
    },
  }
}

/** Its connections to other hosts are refused and noted. */
function createWatchedCaller(
  release: InstalledRelease,
  language: Exclude<Language, 'javascript' | 'cli'>,
): Caller {
  let refusals: Promise<Refusals> | undefined
  const open = (): Promise<Refusals> => (refusals ??= openRefusals())
  const { call, start, close } = keepAlive(async () => {
    const { env } = await open()
    return startChild(launchOf(release, { language, env }))
  })
  return {
    start,
    call: async (line, settleMs) => {
      const { take } = await open()
      take()
      const result = await call(line, settleMs)
      return { ...result, elsewhere: [...result.elsewhere, ...take()] }
    },
    close: async () => {
      await close()
      await (await refusals)?.stop()
    },
  }
}

function keepAlive(start: () => Promise<Child>): Caller {
  let child: Promise<Child> | undefined
  const started = async (): Promise<Child> => {
    const earlier = child
    const known = await earlier
    if (known && !known.hasEnded()) return known
    // Another call in flight may have started the next one.
    if (child !== earlier) return started()
    child = start()
    return child
  }
  return {
    call: async (line, settleMs) => (await started()).call(line, settleMs),
    start: async () => {
      await started()
    },
    close: async () => {
      try {
        await (await child)?.close()
      } catch {
        // it has not started
      }
    },
  }
}
