/** Content coding: unpacks the body of a response, up to a limit.
 *
 * A kilobyte on the wire can be a megabyte in memory, so the limit holds for
 * what comes out as well as for what travels. */
import { constants } from 'node:zlib'
import {
  brotliDecompressSync,
  gunzipSync,
  inflateRawSync,
  inflateSync,
} from 'node:zlib'
import { codingsIn, unaskedCoding } from '../model/content-coding.ts'

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
    // Some servers send it without its frame; browsers and Playwright's own
    // client read both.
    (bytes, maxOutputLength) =>
      hasFrame(bytes)
        ? inflateSync(bytes, { maxOutputLength })
        : inflateRawSync(bytes, { maxOutputLength }),
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

/** RFC 1950 §2.2: the method of compression, 8, in the lower half of a byte. */
function hasFrame([first = 0]: Uint8Array): boolean {
  return (first & 0x0f) === 8
}

/** @param coding the header's value; an unknown coding leaves the bytes as they are.
 * @param maxBytes of the unpacked body.
 * @throws TooLargeError beyond the limit, an `Error` for bytes that are not
 * packed as the header says. */
export function decodeBody(
  bytes: Buffer,
  { coding, maxBytes }: { readonly coding: string; readonly maxBytes: number },
): Buffer {
  if (bytes.length === 0 || unaskedCoding(coding) !== undefined) return bytes
  const names = codingsIn(coding).toReversed()
  // Each layer may be as large as the limit.
  if (names.length > 4) throw new Error(`failed to decompress "${coding}"`)
  return names.reduce(
    (packed, name) => unpackOne(packed, { name, maxBytes }),
    bytes,
  )
}

function unpackOne(
  bytes: Buffer,
  { name, maxBytes }: { readonly name: string; readonly maxBytes: number },
): Buffer {
  const unpack = codings.get(name)
  if (!unpack) return bytes
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
