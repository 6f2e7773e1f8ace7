/** The secrets of a policy. The URL of a channel is one: it is all that a writer
 * needs. */
import { isLoopback } from '../../model/loopback.ts'
import type { Policy } from '../policy.ts'

export function secretsOf({
  channels,
  heartbeat,
}: Pick<Policy, 'channels' | 'heartbeat'>): readonly string[] {
  const ofChannels = channels.flatMap((channel) => {
    switch (channel.kind) {
      case 'webhook':
        return [
          ...formsOf(channel.url),
          channel.secret,
          channel.secret.replace(/^whsec_/, ''),
        ]
      case 'slack':
        return formsOf(channel.url)
      case 'pagerduty':
        return [channel.key]
      case 'github':
        return [channel.token]
    }
  })
  return [...ofChannels, ...(heartbeat ? formsOf(heartbeat.url) : [])]
}

/** What is secret in a URL is behind its host: a part of the host may stand in
 * the URL of the target, too. */
function formsOf(url: string): readonly string[] {
  if (!URL.canParse(url)) return [url]
  const { hostname, pathname, search, password } = new URL(url)
  const path = `${pathname}${search}`
  const login = password === '' ? [] : [password]
  if (isRandom(path))
    return [path, ...path.split(/[/?&=]/).filter(isRandom), ...login]
  return [...(isLoopback(hostname) ? [] : [url]), ...login]
}

/** Words of a path stand in texts about operations, too. */
function isRandom(part: string): boolean {
  return part.length >= 12 && /\d/.test(part)
}
