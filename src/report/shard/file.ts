/** The file of a shard: all that `seamwatch merge` needs of it. A run writes it
 * when it starts, and again when it has ended: a machine that died leaves the
 * first half. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { KnownIssues } from '../../model/acceptance.ts'
import type { Outcome } from '../../model/outcome.ts'
import type { Swept } from '../../model/swept.ts'
import { visibleJson } from '../../secrets/visible.ts'
import { writeWhole } from '../../secrets/write-file.ts'
import { allureFile } from '../own-files.ts'

/** Below the reports. */
export const shardFile = 'shard.json'

const sizeLimit = 256 * 1024 * 1024

const count = z.int().nonnegative()
const text = z.string()

/** No path: a merge copies the file. */
const nameOfResult = text.regex(/^[\w.-]+$/).regex(allureFile)

const annotation = z.object({
  type: text,
  description: text.exactOptional(),
})

const swept: z.ZodType<Swept> = z.object({
  items: z.array(
    z.object({
      when: z.enum(['before', 'after', 'by hand']),
      what: text,
      status: z.enum(['removed', 'found', 'gone', 'left', 'unclear']),
      sessionId: text.exactOptional(),
      reason: text.exactOptional(),
      fault: z.enum(['undeleted', 'unclear', 'unasked']).exactOptional(),
    }),
  ),
  notes: z.array(text),
  isComplete: z.boolean(),
})

/** A test as Playwright declares it. */
const planned = z.object({
  project: text,
  /** Of the spec. */
  file: text,
  title: text,
  annotations: z.array(annotation),
  tags: z.array(text),
})

const result = z.object({
  status: z.enum(['passed', 'failed', 'timedOut', 'skipped', 'interrupted']),
  startedAt: text,
  durationMs: z.number(),
  annotations: z.array(annotation),
  error: z
    .object({
      message: text.exactOptional(),
      snippet: text.exactOptional(),
      location: z
        .object({ file: text, line: count, column: count })
        .exactOptional(),
    })
    .exactOptional(),
  // Only this version's own outcomes are read: `version` says which.
  outcome: z.custom<Outcome>(isOutcome).exactOptional(),
})

const ran = planned.extend({
  ending: z.enum(['skipped', 'expected', 'unexpected', 'flaky']),
  results: z.array(result),
})

const stored = z.object({
  schemaVersion: z.literal(1),
  shard: z.object({ index: z.int().positive(), of: z.int().positive() }),
  /** Of Seamwatch. */
  version: text,
  runId: text,
  target: text,
  endpoint: text,
  driver: text,
  /** Hashes of the contract, and of the scenarios with what selects and accepts. */
  contract: text,
  suite: text,
  isFiltered: z.boolean(),
  /** It writes no results of Allure. */
  isSummaryOnly: z.boolean(),
  sdk: z.object({ name: text, version: text, integrity: text }).exactOptional(),
  known: z.custom<KnownIssues>(isKnown),
  /** Of all shards together. */
  plan: z.array(planned),
  /** Absent if the machine died. */
  ended: z
    .object({
      startedAt: text,
      durationMs: z.number(),
      status: z.enum(['passed', 'failed', 'timedout', 'interrupted']),
      tests: z.array(ran),
      suiteErrors: z.array(z.object({ what: text, message: text })),
      swept,
    })
    .exactOptional(),
  /** Every file of `allure-results/`, with a hash of its content. Absent if the
   * run was stopped before all of them were written. */
  results: z.record(nameOfResult, text).exactOptional(),
})

export type ShardFile = z.infer<typeof stored>
export type PlannedTest = z.infer<typeof planned>
export type RanTest = z.infer<typeof ran>
export type RanResult = z.infer<typeof result>

function isOutcome(value: unknown): boolean {
  const { caseId, driver, steps, cleanup } = Object(value)
  return (
    typeof caseId === 'string' &&
    typeof driver === 'string' &&
    Array.isArray(steps) &&
    Array.isArray(cleanup) &&
    steps.every((step) => Array.isArray(Object(step).findings))
  )
}

function isKnown(value: unknown): boolean {
  const { issues, today } = Object(value)
  return Array.isArray(issues) && typeof today === 'string'
}

export function writeShard(reportsDir: string, shard: ShardFile): void {
  // A CI agent may print it.
  writeWhole(join(reportsDir, shardFile), `${visibleJson(shard)}\n`)
}

/** It ended as it should, and had no case. */
export function hasNothing({
  tests,
  suiteErrors,
  status,
}: {
  readonly tests: readonly unknown[]
  readonly suiteErrors: readonly unknown[]
  readonly status: string
}): boolean {
  const isStopped = status === 'interrupted' || status === 'timedout'
  return tests.length === 0 && suiteErrors.length === 0 && !isStopped
}

export type ReadShard =
  | { readonly kind: 'read'; readonly shard: ShardFile }
  /** `damaged` says why, one line. */
  | { readonly kind: 'damaged'; readonly why: string }
  | { readonly kind: 'absent' }

export function readShard(reportsDir: string): ReadShard {
  const file = join(reportsDir, shardFile)
  if (!existsSync(file)) return { kind: 'absent' }
  try {
    const stat = statSync(file)
    if (!stat.isFile()) return { kind: 'damaged', why: 'it is no file' }
    if (stat.size > sizeLimit)
      return { kind: 'damaged', why: 'it has more than 256 MB' }
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
    const { data, error } = stored.safeParse(value)
    if (data) return { kind: 'read', shard: data }
    const [issue] = error.issues
    const at = issue?.path.map(String).join('.') || 'its text'
    return { kind: 'damaged', why: `${at}: ${issue?.message ?? 'invalid'}` }
  } catch (error) {
    const { code } = Object(error)
    const why = typeof code === 'string' ? code : 'it is not JSON'
    return { kind: 'damaged', why }
  }
}
