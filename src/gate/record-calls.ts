/** Records the calls that a driver makes, beside what came of them. */
import type { CallResult, OpenDriver, PreparedCall } from '../drivers/driver.ts'

export type MadeCall = {
  readonly call: PreparedCall
  readonly result: CallResult
}

export type RecordedCalls = {
  readonly driver: OpenDriver
  /** The calls since it was asked last. */
  readonly take: () => readonly MadeCall[]
}

export function recordCalls(open: OpenDriver): RecordedCalls {
  let made: MadeCall[] = []
  return {
    driver: async (options) => {
      const source = await open(options)
      return {
        ...source,
        open: async (observe) => {
          const driver = await source.open(observe)
          return {
            ...driver,
            call: async (call) => {
              const result = await driver.call(call)
              made.push({ call, result })
              return result
            },
          }
        },
      }
    },
    take: () => {
      const taken = made
      made = []
      return taken
    },
  }
}
