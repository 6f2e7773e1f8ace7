/** The proxy of a browser: the one of the target's host, but never for pages on
 * this machine. */
import type { LaunchOptions } from 'playwright'
import { proxyFor } from '../../model/proxy.ts'

/** @param endpoint of the target.
 * @param origin of our own pages. */
export function browserProxy(
  endpoint: string,
  origin?: string,
): Pick<LaunchOptions, 'proxy'> {
  const found = proxyFor(endpoint, process.env)
  if (!found) return {}
  const { variable: _, ...proxy } = found
  const own = origin === undefined ? [] : [new URL(origin).hostname]
  const bypass = ['localhost', '127.0.0.1', '[::1]', ...own].join(',')
  return { proxy: { ...proxy, bypass } }
}
