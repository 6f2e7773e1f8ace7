/** `fetch` for channels: certificates are verified whatever the environment says,
 * and the proxy that it names is used. */
import { proxyFor } from '../../model/proxy.ts'
import type { Environment } from '../../config/environment.ts'
import type { Fetch } from './send.ts'

const tls = { rejectUnauthorized: true }
/** A connection that idles may be closed just when the next request leaves. */
const noKeepAlive = { pipelining: 0 }

export function createFetch(env: Environment): Fetch {
  return async (url, init) => {
    const { fetch, Agent, ProxyAgent } = await import('undici')
    const proxy = proxyFor(url, env)
    if (!proxy)
      return fetch(url, {
        ...init,
        dispatcher: new Agent({ connect: tls, ...noKeepAlive }),
      })
    const { server: uri, username, password = '' } = proxy
    const login = Buffer.from(`${username}:${password}`).toString('base64')
    const dispatcher = new ProxyAgent({
      uri,
      ...noKeepAlive,
      requestTls: tls,
      proxyTls: tls,
      ...(username !== undefined && { token: `Basic ${login}` }),
    })
    return fetch(url, { ...init, dispatcher })
  }
}
