/** Checks to which endpoints credentials may be sent. */
import { UsageError } from '../model/problem.ts'
import { urlWithoutUserInfo } from '../secrets/user-info.ts'
import { isLoopback } from '../model/loopback.ts'
import { faultOfUrl } from './target-url.ts'

export const productionEndpoint = 'https://connect.getseam.com'

/** Only https, and only hosts that the user allowed: the run sends credentials
 * there.
 * @param named the option or variable that holds the URL
 * @throws UsageError for any other URL. */
export function checkEndpoint(
  text: string,
  {
    allowed,
    named,
  }: { readonly allowed: readonly string[]; readonly named: string },
): string {
  const usage = (fact: string, hint: string): UsageError =>
    new UsageError([
      { code: 'target-refused', fact: `${named}: ${fact}`, hint },
    ])
  const fault = faultOfUrl(text)
  if (fault) throw usage(fault.fact, fault.hint)
  const hint = 'use sandbox, fake, production, or a URL such as https://host'
  if (!URL.canParse(text))
    throw usage(`"${urlWithoutUserInfo(text)}" is not a target`, hint)
  const url = new URL(text)
  const isHere = isLoopback(url.hostname)
  if (url.protocol !== 'https:' && !isHere) {
    throw usage(
      `expected https, but "${url.protocol}//${url.host}" would carry credentials without encryption`,
      'use https; http is for loopback only',
    )
  }
  if (url.username !== '' || url.password !== '') {
    throw usage(
      'the URL holds a user name or password',
      'give credentials in the environment',
    )
  }
  const isKnown = url.host === new URL(productionEndpoint).host || isHere
  if (!isKnown && !allowed.includes(url.host)) {
    throw usage(
      `"${url.host}" is not an allowed host, and the run would send credentials to it`,
      `if you trust it, add --allow-host ${url.host}`,
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
