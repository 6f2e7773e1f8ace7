/** Content coding: unpacks the body of a response, up to a limit.
 *
 * A kilobyte on the wire can be a megabyte in memory, so the limit holds for
 * what comes out as well as for what travels. */
import { constants } from 'node:zlib'
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'

type Unpack = (bytes: Buffer, maxOutputLength: number) => Buffer

// A stream without its end is unpacked as far as it goes, as in browsers and in
// Playwright's own client; its JSON is then judged.
const lenient = { finishFlush: constants.Z_SYNC_FLUSH }
const unpackGzip: Unpack = (bytes, maxOutputLength) =>
  gunzipSync(bytes, { ...lenient, maxOutputLength })

/** The codings that our requests ask for; RFC 9110 §8.4.1. */
const codings = new Map<string, Unpack>([
  ['gzip', unpackGzip],
  ['x-gzip', unpackGzip],
  [
    'deflate',
    (bytes, maxOutputLength) => inflateSync(bytes, { maxOutputLength }),
  ],
  [
    'br',
    (bytes, maxOutputLength) =>
      brotliDecompressSync(bytes, {
        finishFlush: constants.BROTLI_OPERATION_FLUSH,
        maxOutputLength,
      }),
  ],
])

/** Thrown where a body unpacks to more than the limit. */
export class TooLargeError extends Error {
  override readonly name = 'TooLargeError'
}

/** @param coding the header's value; an unknown coding leaves the bytes as they are.
 * @param maxBytes of the unpacked body.
 * @throws TooLargeError beyond the limit, an `Error` for bytes that are not
 * packed as the header says. */
export function decodeBody(
  bytes: Buffer,
  { coding, maxBytes }: { readonly coding: string; readonly maxBytes: number },
): Buffer {
  const name = coding.trim().toLowerCase()
  const unpack = codings.get(name)
  if (!unpack || bytes.length === 0) return bytes
  try {
    return unpack(bytes, maxBytes)
  } catch (cause) {
    if (isTooLarge(cause)) throw new TooLargeError('too large', { cause })
    throw new Error(`failed to decompress "${name}"`, { cause })
  }
}

function isTooLarge(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    error.code === 'ERR_BUFFER_TOO_LARGE'
  )
}
