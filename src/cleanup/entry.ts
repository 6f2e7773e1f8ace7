/** Entries: what the cleanup ledger says of each request that may have made a
 * session, and the lines it is written in. */

/** How a session is found again where no response names it. */
export type CleanupKey =
  /** A key that only this run uses: its marker. */
  | { readonly kind: 'key'; readonly key: string }
  /** Without a key: the very instant of its expiry, ISO. */
  | { readonly kind: 'expiry'; readonly expiresAt: string }
  | { readonly kind: 'none' }

export type Entry = {
  /** Unique in its ledger. */
  readonly id: string
  readonly operation: string
  readonly mark: CleanupKey
  /** When the request left, milliseconds since the epoch. */
  readonly atMs: number
  /** Ids of what was made, as far as they are known. */
  readonly sessionIds: readonly string[]
}

/** Which process writes, so that the next one can tell whether it still runs. */
export type ProcessIdentity = {
  readonly pid: number
  /** The machine and the part of it in which process ids are unique. */
  readonly where: string
  /** Tells a process from a later one of the same id; empty if unknown. */
  readonly startedAt: string
}

export type Opening = {
  readonly runId: string
  readonly endpoint: string
  /** Tells credentials apart; nothing can be learnt from it. */
  readonly credential: string
  readonly birth: ProcessIdentity
  readonly atMs: number
}

/** Why nothing is left to do about an entry. */
export type Closing = 'refused' | 'gone'

export type Line =
  | ({ readonly kind: 'opened' } & Opening)
  | ({ readonly kind: 'intent' } & Omit<Entry, 'sessionIds'>)
  | { readonly kind: 'made'; readonly id: string; readonly sessionId: string }
  | { readonly kind: 'closed'; readonly id: string; readonly why: Closing }

export function renderLine(line: Line): string {
  return `${JSON.stringify(line)}\n`
}

/** Undefined for what this version does not write. */
export function parseLine(text: string): Line | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined // the caller says where
  }
  if (!isRecord(value)) return undefined
  const isWhole = wanted[String(value.kind)]?.(value) === true
  return isWhole ? (value as Line) : undefined // each property was looked at
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
