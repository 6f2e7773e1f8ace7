/** Entries of the cleanup ledger: one for each request that may have created a
 * session, and the lines of the file. */

import type { Window } from './server-clock.ts'

/** How cleanup finds a session that no response named. */
export type CleanupKey =
  /** The run's marker: no other session has this key. */
  | { readonly kind: 'key'; readonly key: string }
  /** The session has no key: its exact expiry, ISO. */
  | { readonly kind: 'expiry'; readonly expiresAt: string }
  | { readonly kind: 'none' }

/** What a session must be, so that it may be deleted. */
export type Expected =
  | CleanupKey
  /** It has this key, and was created during the request. */
  | {
      readonly kind: 'fresh'
      readonly key: string | null
      readonly windows: readonly Window[]
    }

export type Entry = {
  /** Unique in its ledger. */
  readonly id: string
  readonly operation: string
  readonly mark: CleanupKey
  /** When the request was sent, milliseconds since the epoch. */
  readonly atMs: number
  /** Sessions that the request created, as far as responses named them. */
  readonly sessionIds: readonly string[]
  /** When its request was processed. Known to the process that sent it: no file
   * says so. */
  readonly windows?: readonly Window[]
}

/** Only what the process that sent the request knows makes up for a missing key
 * and expiry. */
export function expectedOf({ mark, windows }: Entry): Expected {
  return mark.kind === 'none' && windows
    ? { kind: 'fresh', key: null, windows }
    : mark
}

/** Which process writes the ledger: a later one checks whether it still
 * runs. */
export type ProcessIdentity = {
  readonly pid: number
  /** The machine and the container: process ids are unique within it. */
  readonly where: string
  /** Distinguishes a process from a later one with the same id; empty if
   * unknown. */
  readonly startedAt: string
}

/** The first line of a ledger. */
export type LedgerHeader = {
  readonly runId: string
  readonly endpoint: string
  /** A short hash: the credential cannot be recovered from it. */
  readonly credential: string
  readonly birth: ProcessIdentity
  readonly atMs: number
}

/** Why an entry is finished: the request created nothing, or its session is
 * gone. */
export type CloseReason = 'refused' | 'gone'

/** The stored format: earlier versions wrote these names. */
export type Line =
  | ({ readonly kind: 'opened' } & LedgerHeader)
  | ({ readonly kind: 'intent' } & Omit<Entry, 'sessionIds'>)
  | { readonly kind: 'made'; readonly id: string; readonly sessionId: string }
  | { readonly kind: 'closed'; readonly id: string; readonly why: CloseReason }

export function renderLine(line: Line): string {
  return `${JSON.stringify(line)}\n`
}

/** Undefined for a line that this version does not write. */
export function parseLine(text: string): Line | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined // the caller reports the line
  }
  if (!isRecord(value)) return undefined
  const isWhole = wanted[String(value.kind)]?.(value) === true
  return isWhole ? (value as Line) : undefined // each property was checked
}

type Fields = Readonly<Record<string, unknown>>

const wanted: Readonly<Record<string, (line: Fields) => boolean>> = {
  opened: ({ runId, endpoint, credential, birth, atMs }) =>
    areTexts(runId, endpoint, credential) &&
    runIdShape.test(String(runId)) &&
    isRecord(birth) &&
    areTexts(birth.where, birth.startedAt) &&
    Number.isSafeInteger(birth.pid) &&
    Number(birth.pid) > 0 &&
    isTime(atMs),
  intent: ({ id, operation, mark, atMs }) =>
    areTexts(id, operation) &&
    operationShape.test(String(operation)) &&
    isTime(atMs) &&
    isCleanupKey(mark),
  made: ({ id, sessionId }) =>
    areTexts(id, sessionId) && idShape.test(String(sessionId)),
  closed: ({ id, why }) => areTexts(id, why),
}

// Their texts are printed.
const runIdShape = /^[A-Za-z0-9]{1,32}$/
const operationShape = /^[A-Z]{1,10}( \/[\w/]{1,100})?$/
const idShape = /^\P{C}{1,100}$/u

/** Milliseconds since the epoch that a date can have. */
function isTime(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(new Date(value).getTime())
}

function isCleanupKey(value: unknown): boolean {
  if (!isRecord(value)) return false
  if (value.kind === 'key') return areTexts(value.key)
  if (value.kind === 'expiry')
    return areTexts(value.expiresAt) && isInstant(String(value.expiresAt))
  return value.kind === 'none'
}

/** A text of RFC 3339, and nothing else. */
export function isInstant(text: string): boolean {
  const isWritten = /^\d{4}-\d\d-\d\dT[\d:.]{8,20}(?:Z|[+-]\d\d:\d\d)$/.test(
    text,
  )
  return isWritten && Number.isFinite(Date.parse(text))
}

function areTexts(...values: readonly unknown[]): boolean {
  return values.every((value) => typeof value === 'string')
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
