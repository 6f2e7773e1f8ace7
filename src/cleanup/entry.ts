/** Entries of the cleanup ledger: one for each request that may have created a
 * session, and the lines of the file. */

/** How cleanup finds a session that no response named. */
export type CleanupKey =
  /** The run's marker: no other session has this key. */
  | { readonly kind: 'key'; readonly key: string }
  /** The session has no key: its exact expiry, ISO. */
  | { readonly kind: 'expiry'; readonly expiresAt: string }
  | { readonly kind: 'none' }

export type Entry = {
  /** Unique in its ledger. */
  readonly id: string
  readonly operation: string
  readonly mark: CleanupKey
  /** When the request was sent, milliseconds since the epoch. */
  readonly atMs: number
  /** Sessions that the request created, as far as responses named them. */
  readonly sessionIds: readonly string[]
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
    isRecord(birth) &&
    areTexts(birth.where, birth.startedAt) &&
    typeof birth.pid === 'number' &&
    typeof atMs === 'number',
  intent: ({ id, operation, mark, atMs }) =>
    areTexts(id, operation) && typeof atMs === 'number' && isCleanupKey(mark),
  made: ({ id, sessionId }) => areTexts(id, sessionId),
  closed: ({ id, why }) => areTexts(id, why),
}

function isCleanupKey(value: unknown): boolean {
  if (!isRecord(value)) return false
  if (value.kind === 'key') return areTexts(value.key)
  if (value.kind === 'expiry') return areTexts(value.expiresAt)
  return value.kind === 'none'
}

function areTexts(...values: readonly unknown[]): boolean {
  return values.every((value) => typeof value === 'string')
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
