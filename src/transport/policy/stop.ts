/** Stop: once a run is stopped, its cases send nothing more, and wait for no
 * response. What they created is deleted by the sweep after the run. */
import type { Exchange } from '../../model/exchange.ts'
import { block } from './block.ts'
import type { Policy } from './policy.ts'

const reason = 'the run was stopped'

export function stopWith(signal: AbortSignal): Policy {
  return (next) => (request) => {
    if (signal.aborted) return Promise.resolve(block(request, reason))
    return new Promise<Exchange>((resolve, reject) => {
      const startedAtMs = Date.now()
      // It may have been carried out, unlike one that was not sent.
      const stop = (): void =>
        resolve({
          request,
          result: { kind: 'no-reply', reason: 'cut-off', message: reason },
          fidelity: 'wire',
          startedAtMs,
          durationMs: Date.now() - startedAtMs,
        })
      signal.addEventListener('abort', stop, { once: true })
      next(request)
        .then(resolve, reject)
        .finally(() => signal.removeEventListener('abort', stop))
    })
  }
}
