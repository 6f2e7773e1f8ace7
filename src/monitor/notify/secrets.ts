/** The secrets of a policy. The URL of a channel is one: it is all that a writer
 * needs. */
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

/** As it is written, as it is sent, and without its host. */
function formsOf(url: string): readonly string[] {
  if (!URL.canParse(url)) return [url]
  const { href, pathname, search } = new URL(url)
  const path = `${pathname}${search}`
  return [...new Set([url, href, ...(path.length > 8 ? [path] : [])])]
}
