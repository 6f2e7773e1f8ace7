/** Markers: the keys that identify the sessions of a run, for its cleanup. */
import { randomUUID } from 'node:crypto'

/** The whole key: with anything before or after it, it is not a marker. */
const shape = /^seamwatch-([0-9a-f]{8})-[0-9a-f]{8}$/

const ending = /^[0-9a-f]{8}$/

/** Identifies what one case of this run creates; no two cases share one. */
export function createMarker(runId: string): string {
  return `seamwatch-${runId}-${randomUUID().slice(0, 8)}`
}

/** A further marker of the same case, from 2 on; the same number gives the same
 * marker. */
export function furtherMarker(marker: string, number: number): string {
  const last = (Number.parseInt(marker.slice(-2), 16) + number - 1) % 256
  return `${marker.slice(0, -2)}${last.toString(16).padStart(2, '0')}`
}

export function isMarkerOf(runId: string, key: unknown): key is string {
  const prefix = `seamwatch-${runId}-`
  return (
    typeof key === 'string' &&
    key.startsWith(prefix) &&
    ending.test(key.slice(prefix.length))
  )
}

/** The run that a key names; undefined for a key that is not just a marker. */
export function runOf(key: unknown): string | undefined {
  return typeof key === 'string' ? shape.exec(key)?.[1] : undefined
}
