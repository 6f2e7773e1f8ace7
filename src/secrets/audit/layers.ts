/** Layers: the contents of a file, unpacked within bounds. */
import { gunzipSync, constants } from 'node:zlib'
import { fromBufferPromise } from 'yauzl'
import type { Archive } from '../search.ts'

export type Layer = {
  /** Its place, such as `data.zip › report.json › base64 at 120`. */
  readonly place: string
  readonly bytes: Buffer
  /** Who searches the layer adds those in base64 that it holds. */
  readonly archives: Archive[]
}

/** A layer that was not searched, and why. */
export type Closed = { readonly place: string; readonly reason: string }

export type Bounds = {
  /** Archives within archives. */
  readonly deepest: number
  /** Of all layers of one file together. */
  readonly mostBytes: number
  /** Files of one archive. */
  readonly mostEntries: number
}

export const usualBounds: Bounds = {
  deepest: 5,
  mostBytes: 256 * 1024 * 1024,
  mostEntries: 10_000,
}

/** The layer itself first, then what it holds, depth first. */
export async function* layersOf(
  bytes: Buffer,
  bounds: Bounds = usualBounds,
): AsyncGenerator<Layer | Closed> {
  const layer: Layer = { place: '', bytes, archives: [] }
  const budget = { left: bounds.mostBytes }
  yield* unfold(layer, { bounds, budget, depth: 0 })
}

type Way = {
  readonly bounds: Bounds
  /** Shared by all layers of a file. */
  readonly budget: { left: number }
  readonly depth: number
}

async function* unfold(layer: Layer, way: Way): AsyncGenerator<Layer | Closed> {
  yield layer
  const { place, bytes } = layer
  const isPacked = isZip(bytes) || isGzip(bytes)
  if (way.depth >= way.bounds.deepest) {
    if (isPacked) yield { place, reason: 'too many archives in archives' }
    return
  }
  const inner = { ...way, depth: way.depth + 1 }
  const held = isZip(bytes)
    ? unzip(layer, way)
    : isGzip(bytes)
      ? gunzip(layer, way)
      : inBase64(layer)
  for await (const one of held) {
    if ('reason' in one) yield one
    else yield* unfold(one, inner)
  }
}

function isZip(bytes: Buffer): boolean {
  return bytes.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004', 'latin1'))
}

function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8
}

async function* unzip(
  { place, bytes }: Layer,
  { bounds, budget }: Way,
): AsyncGenerator<Layer | Closed> {
  let entries = 0
  try {
    // Names are for people only: an unusual one does not stop the search.
    const zip = await fromBufferPromise(bytes, { decodeStrings: false })
    for await (const entry of zip.eachEntry()) {
      const inside = `${place} › ${String(entry.fileName)}`
      entries += 1
      if (entries > bounds.mostEntries) {
        yield { place, reason: 'it has too many files' }
        return
      }
      // The library rejects an entry that is larger than it announces.
      if (entry.uncompressedSize > budget.left) {
        yield { place: inside, reason: tooMuch }
        continue
      }
      budget.left -= entry.uncompressedSize
      const chunks: Buffer[] = []
      for await (const chunk of await zip.openReadStreamPromise(entry)) {
        chunks.push(Buffer.from(chunk))
      }
      yield { place: inside, bytes: Buffer.concat(chunks), archives: [] }
    }
  } catch (error) {
    yield { place, reason: `damaged zip: ${messageOf(error)}` }
  }
}

const tooMuch = 'its contents are too large'

function* gunzip(
  { place, bytes }: Layer,
  { budget }: Way,
): Generator<Layer | Closed> {
  try {
    const unpacked = gunzipSync(bytes, {
      maxOutputLength: Math.max(1, budget.left),
      finishFlush: constants.Z_SYNC_FLUSH,
    })
    budget.left -= unpacked.length
    yield { place: `${place} › gzip`, bytes: unpacked, archives: [] }
  } catch (error) {
    const reason = /larger than/.test(messageOf(error))
      ? tooMuch
      : `damaged gzip: ${messageOf(error)}`
    yield { place, reason }
  }
}

/** Each is smaller than the text, so the depth bounds their sum. */
function* inBase64({ place, archives }: Layer): Generator<Layer> {
  for (const { from, bytes } of archives) {
    yield { place: `${place} › base64 at ${from}`, bytes, archives: [] }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
