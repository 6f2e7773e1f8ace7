/** The URL of a target, as a person writes it: says what is wrong with it. */
import { isLoopback } from '../model/loopback.ts'
import { urlWithoutUserInfo } from '../secrets/user-info.ts'

export type UrlFault = { readonly fact: string; readonly hint: string }

/** `host:port` alone is the commonest mistake; the URL standard reads its host
 * as a scheme. @returns undefined for a URL of a target, or a text that is
 * none. */
export function faultOfUrl(text: string): UrlFault | undefined {
  const shown = urlWithoutUserInfo(text.trim())
  const address = addressIn(text.trim())
  if (address !== undefined) {
    const scheme = isLoopback(address) ? 'http' : 'https'
    return {
      fact: `expected a URL, but "${shown}" has no scheme`,
      hint: `write ${scheme}://${shown}`,
    }
  }
  if (hasLargePort(text)) {
    return {
      fact: `"${shown}" has a port that does not exist`,
      hint: 'give a port from 1 to 65535, or none',
    }
  }
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  if (!/^https?:$/.test(url.protocol)) {
    return {
      fact: `expected a URL of https, but received one of ${url.protocol.slice(0, -1)}`,
      hint: 'use https; http is for loopback only',
    }
  }
  if (url.port === '0') {
    return {
      fact: `"${shown}" has the port 0, where no server can listen`,
      hint: 'give the port that the server printed',
    }
  }
  if (/[?#]/.test(text)) {
    return {
      fact: `the URL has a query or a fragment, and each request has its own`,
      hint: `write ${url.origin}${url.pathname.replace(/\/$/, '')}`,
    }
  }
  return undefined
}

/** The host of `localhost:3000`, `staging.example.org/api`, `[::1]:4010`. */
function addressIn(text: string): string | undefined {
  const [, host, rest = ''] =
    /^(\[[\da-f:.]+\]|[^\s/:?#@]+)((?::\d+)?(?:[/?#].*)?)$/i.exec(text) ?? []
  if (host === undefined || !URL.canParse(`http://${host}`)) return undefined
  const isHost = host.includes('.') || host.startsWith('[') || isLoopback(host)
  return isHost || /^:\d/.test(rest) ? host : undefined
}

function hasLargePort(text: string): boolean {
  const withoutPort = text.replace(/^([a-z]+:\/\/[^/?#]*):\d+/i, '$1')
  return (
    withoutPort !== text && !URL.canParse(text) && URL.canParse(withoutPort)
  )
}
