/** Published addresses: a policy may name another host, for a proxy or for a
 * server of one's own. */

/** A host alone gets the published path. */
export function within(url: string, path: string): string {
  if (!URL.canParse(url) || new URL(url).pathname !== '/') return url
  return new URL(path, url).href
}
