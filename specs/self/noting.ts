/** Faults that change nothing: they record the requests and tokens of a
 * sandbox. */
import type { Call } from '../../src/sandbox/calls.ts'
import type { Fault } from '../../src/sandbox/faults.ts'

/** Records each request, then applies another fault. */
export function notingCalls(calls: Call[], fault: Fault = {}): Fault {
  return {
    ...fault,
    raw: (call) => {
      calls.push(call)
      return fault.raw?.(call)
    },
  }
}

/** Records each token that the sandbox issues. */
export function notingTokens(tokens: Set<string>, fault: Fault = {}): Fault {
  const handle = fault.handle ?? ((admitted, next) => next(admitted))
  return {
    ...fault,
    handle: (admitted, next) => {
      const reply = handle(admitted, next)
      const text = JSON.stringify(reply.body)
      for (const [, token] of text.matchAll(/"token":"([^"]+)"/g)) {
        if (token) tokens.add(token)
      }
      return reply
    },
  }
}
