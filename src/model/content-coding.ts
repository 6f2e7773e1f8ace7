/** Content codings (RFC 9110 §8.4): how the body of a response is packed. */

/** Those that our requests ask for. */
const asked: ReadonlySet<string> = new Set(['gzip', 'x-gzip', 'deflate', 'br'])

/** In the order in which they were applied, without those that do nothing.
 * @param header the value of content-encoding. */
export function codingsIn(header: string): readonly string[] {
  return header
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity')
}

/** The first coding that no request asked for, so that the body stays packed. */
export function unaskedCoding(header = ''): string | undefined {
  return codingsIn(header).find((name) => !asked.has(name))
}
