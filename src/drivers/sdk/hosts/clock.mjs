/** Clock: makes the timers of an SDK run faster, so that the end of its wait need
 * not be waited for. Imports nothing of ours. */
import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'
import timers from 'node:timers'
import promises from 'node:timers/promises'
import { promisify } from 'node:util'

/** Before the SDK is loaded: it may keep the functions that it finds. */
export function hasten(speed) {
  const sooner = (delay) => (typeof delay === 'number' ? delay / speed : delay)
  const later = promises.setTimeout
  promises.setTimeout = (delay, ...given) => later(sooner(delay), ...given)
  for (const name of ['setTimeout', 'setInterval']) {
    const usual = globalThis[name]
    const fast = (run, delay, ...given) => usual(run, sooner(delay), ...given)
    fast[promisify.custom] = promises[name]
    globalThis[name] = fast
    timers[name] = fast
  }
  const { timeout } = AbortSignal
  AbortSignal.timeout = (delay) =>
    Reflect.apply(timeout, AbortSignal, [Math.ceil(sooner(delay))])
  const { setTimeout: wait } = net.Socket.prototype
  net.Socket.prototype.setTimeout = function waitLess(delay, ...given) {
    return Reflect.apply(wait, this, [sooner(delay), ...given])
  }
  syncBuiltinESMExports()
}
