/** A line of the journal: an event, after its checksum. */
import { crc32 } from 'node:zlib'
import type { Event } from './record.ts'

const digits = 8

/** With its line break. */
export function renderEvent(event: Event): string {
  const text = JSON.stringify(event)
  return `${checksum(text)} ${text}\n`
}

/** Whether a line is as it was written.
 * @param line without its line break. */
export function isSound(line: Buffer): boolean {
  const sum = line.subarray(0, digits).toString('latin1')
  return line[digits] === 0x20 && sum === checksum(textOf(line))
}

/** Of a sound line. */
export function readEvent(line: Buffer): Event {
  // What has the checksum is what this module wrote.
  return JSON.parse(textOf(line).toString('utf8')) as Event
}

function textOf(line: Buffer): Buffer {
  return line.subarray(digits + 1)
}

function checksum(text: string | Buffer): string {
  return crc32(text).toString(16).padStart(digits, '0')
}
