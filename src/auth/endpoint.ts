/** Endpoints: which places may be sent credentials, and how they are written. */
import { UsageError } from '../model/problem.ts'

export const productionEndpoint = 'https://connect.getseam.com'

/** Credentials go there: only https, only where they were meant to go.
 * @throws UsageError for any other place. */
export function checkEndpoint(
  text: string,
  allowed: readonly string[],
): string {
  const hint = 'use sandbox, fake, production, or a URL such as https://host'
  if (!URL.canParse(text)) throw usage(`"${text}" is not a target`, hint)
  const url = new URL(text)
  const isLoopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(
    url.hostname,
  )
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback)) {
    throw usage(
      `"${url.protocol}//${url.host}" would carry credentials in clear`,
      'use https; http is for loopback only',
    )
  }
  if (url.username !== '' || url.password !== '') {
    throw usage(
      'the endpoint holds a user name or password',
      'give credentials in the environment',
    )
  }
  const isKnown = url.host === new URL(productionEndpoint).host || isLoopback
  if (!isKnown && !allowed.includes(url.host)) {
    throw usage(
      `"${url.host}" is not an allowed host, and credentials would go there`,
      `if it is meant, add --allow-host ${url.host}`,
    )
  }
  return trimmed(`${url.origin}${url.pathname}`)
}

export function trimmed(url: string): string {
  return url.replace(/\/+$/, '')
}

export function hostOf(url: string): string {
  return new URL(url).host
}

function usage(fact: string, hint: string): UsageError {
  return new UsageError([{ code: 'target-refused', fact, hint }])
}
