/** Addresses as text, each by its RFC: of mail, hosts and resources. */
import { isIPv4 as isV4, isIPv6 as isV6 } from 'node:net'

/** RFC 2673 §3.2: four numbers up to 255, without leading zeros. */
export function isIpv4(text: string): boolean {
  return isV4(text)
}

/** RFC 4291 §2.2, which has no zone (`%eth0`). */
export function isIpv6(text: string): boolean {
  return isV6(text) && !text.includes('%')
}

const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i

/** RFC 1123 §2.1: labels of letters, digits and inner hyphens, 63 at most, and
 * 253 in all; a dot may end it (RFC 1034 §3.1). */
export function isHostname(text: string): boolean {
  const name = text.replace(/\.$/, '')
  return name.length <= 253 && name.split('.').every((it) => label.test(it))
}

const atom = "[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
const localPart = new RegExp(
  `^(?:${atom}(?:\\.${atom})*|"(?:[\\x20\\x21\\x23-\\x5b\\x5d-\\x7e]|\\\\[\\x20-\\x7e])*")$`,
  'i',
)

/** RFC 5321 §4.1.2 `Mailbox`: a dotted or quoted name of at most 64 characters,
 * at a host or an address in brackets. */
export function isEmail(text: string): boolean {
  const at = text.lastIndexOf('@')
  const [name, host] = [text.slice(0, at), text.slice(at + 1)]
  if (at < 1 || name.length > 64 || !localPart.test(name)) return false
  const literal = /^\[(IPv6:)?(.+)\]$/i.exec(host)
  if (!literal) return isHostname(host) && !host.endsWith('.')
  const [, isSix, address = ''] = literal
  return isSix ? isIpv6(address) : isIpv4(address)
}

/** Characters that no part may hold. Searching for them takes constant memory on
 * a text of any length. */
const strange = {
  userInfo: /[^\w.~!$&'()*+,;=:%-]/,
  name: /[^\w.~!$&'()*+,;=%-]/,
  path: /[^\w.~!$&'()*+,;=:@/%-]/,
  query: /[^\w.~!$&'()*+,;=:@/?%-]/,
}

function isMadeOf(part: keyof typeof strange, text: string): boolean {
  return !strange[part].test(text) && !/%(?![\da-f]{2})/i.test(text)
}

const isScheme = /^[a-z][a-z\d+.-]*$/i
const isFuture = /^v[\da-f]+\.[\w.~!$&'()*+,;=:-]+$/i

/** RFC 3986 appendix B. */
const parts =
  /^(?:([^:/?#]+):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s

/** RFC 3986 §3: with a scheme. */
export function isUri(text: string): boolean {
  return isReference(text) && /^[^:/?#]+:/.test(text)
}

/** RFC 3986 §4.1: with a scheme, or relative. */
export function isReference(text: string): boolean {
  const match = parts.exec(text)
  if (!match) return false
  const [, scheme, authority, path = '', query = '', fragment = ''] = match
  if (scheme === undefined ? text.startsWith(':') : !isScheme.test(scheme))
    return false
  if (authority === undefined ? path.startsWith('//') : !isAuthority(authority))
    return false
  return (
    isMadeOf('path', path) &&
    isMadeOf('query', query) &&
    isMadeOf('query', fragment)
  )
}

function isAuthority(text: string): boolean {
  const at = text.lastIndexOf('@')
  const match = /^(\[.*\]|[^:]*)(?::(\d*))?$/s.exec(text.slice(at + 1))
  if (!match || !isMadeOf('userInfo', text.slice(0, Math.max(at, 0))))
    return false
  const [, host = ''] = match
  if (!host.startsWith('[')) return isMadeOf('name', host)
  const inner = host.slice(1, -1)
  return isIpv6(inner) || isFuture.test(inner)
}
