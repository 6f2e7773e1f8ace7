/** Entries of the cleanup ledger: one for each request that may have created a
 * session, and the lines of the file. */
import { z } from 'zod'
import { windowFrom } from './server-clock.ts'
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
  | (CleanupKey & { readonly window?: Window })
  /** It has this key, and was created during the request. */
  | {
      readonly kind: 'fresh'
      readonly key: string | null
      readonly window: Window
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
  /** Sessions that an undo did not delete, because the run did not create
   * them. */
  readonly foreignIds?: readonly string[]
} & Partial<KnownToSender>

/** What no file says. */
type KnownToSender = {
  /** From the first request under this key to the response of this one. */
  readonly window: Window
  /** The key that was sent, where it is no marker. */
  readonly ownKey: string
  /** When the session expires, milliseconds since the epoch. */
  readonly expiresAtMs: number
  /** A request of the case has deleted the session. */
  readonly isDeleted: boolean
}

/** Only what the process that sent the request knows makes up for a missing key
 * and expiry. */
export function expectedOf({ mark, window, ownKey, atMs }: Entry): Expected {
  if (!window) return { ...mark, window: windowFrom(atMs) }
  return mark.kind === 'none'
    ? { kind: 'fresh', key: ownKey ?? null, window }
    : { ...mark, window }
}

/** Which process writes the ledger: a later one checks whether it still
 * runs. */
export type ProcessIdentity = Readonly<z.infer<typeof processIdentity>>

export const processIdentity = z.object({
  pid: z.int().positive(),
  /** The machine and the container: process ids are unique within it. */
  where: z.string(),
  /** Distinguishes a process from a later one with the same id; empty if
   * unknown. */
  startedAt: z.string(),
})

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
  | ({ readonly kind: 'intent' } & Omit<Entry, 'sessionIds' | 'foreignIds'>)
  | { readonly kind: 'made'; readonly id: string; readonly sessionId: string }
  | {
      readonly kind: 'foreign'
      readonly id: string
      readonly sessionId: string
    }
  | { readonly kind: 'closed'; readonly id: string; readonly why: CloseReason }

export function renderLine(line: Line): string {
  return `${JSON.stringify(line)}\n`
}

/** A text of RFC 3339, and nothing else. */
export function isInstant(text: string): boolean {
  const isWritten = /^\d{4}-\d\d-\d\dT[\d:.]{8,20}(?:Z|[+-]\d\d:\d\d)$/.test(
    text,
  )
  return isWritten && Number.isFinite(Date.parse(text))
}

// Their texts are printed.
const runId = z.string().regex(/^[A-Za-z0-9]{1,32}$/)
const operation = z.string().regex(/^[A-Z]{1,10}( \/[\w/]{1,100})?$/)
const sessionId = z.string().regex(/^\P{C}{1,100}$/u)

/** Milliseconds since the epoch that a date can have. */
const atMs = z
  .number()
  .refine((value) => Number.isFinite(new Date(value).getTime()))

const mark = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('key'), key: z.string() }),
  z.object({
    kind: z.literal('expiry'),
    expiresAt: z.string().refine(isInstant),
  }),
  z.object({ kind: z.literal('none') }),
])

const lines = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('opened'),
    runId,
    endpoint: z.string(),
    credential: z.string(),
    birth: processIdentity,
    atMs,
  }),
  z.object({
    kind: z.literal('intent'),
    id: z.string(),
    operation,
    mark,
    atMs,
  }),
  z.object({ kind: z.literal('made'), id: z.string(), sessionId }),
  z.object({ kind: z.literal('foreign'), id: z.string(), sessionId }),
  z.object({
    kind: z.literal('closed'),
    id: z.string(),
    why: z.enum(['refused', 'gone']),
  }),
])

/** Undefined for a line that this version does not write. */
export function parseLine(text: string): Line | undefined {
  try {
    return lines.safeParse(JSON.parse(text)).data
  } catch {
    return undefined // not JSON: the caller reports the line
  }
}
