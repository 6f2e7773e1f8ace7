/** Failures of a run beside its cases: of a target that does not start, of a
 * reporter that cannot write. The run goes on, and its verdict says them. */
import type { TestError } from '@playwright/test/reporter'

export type Failures = {
  readonly any: () => boolean
  /** @returns undefined where the work failed. */
  readonly attempt: <T>(work: () => Promise<T>) => Promise<T | undefined>
}

/** @param report gets each message once: a full disk fails a thousand times. */
export function openFailures(report: (error: TestError) => void): Failures {
  const messages = new Set<string>()
  return {
    any: () => messages.size > 0,
    attempt: async (work) => {
      try {
        return await work()
      } catch (error) {
        const { message, stack } = Object(error)
        const text = String(message ?? error)
        if (!messages.has(text)) report({ message: text, stack })
        messages.add(text)
        return undefined
      }
    },
  }
}
