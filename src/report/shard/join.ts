/** Joins the tests of all shards, in the order in which one run would have them. */
import type { FullResult } from '@playwright/test/reporter'
import { plural } from '../../model/plural.ts'
import { nameOfShards } from '../../model/shard.ts'
import type { Swept } from '../../model/swept.ts'
import type { SuiteError } from '../../model/verdict.ts'
import type { PlannedTest, RanTest } from './file.ts'
import type { ShardFolders } from './read.ts'

export type Joined = {
  readonly tests: readonly RanTest[]
  /** Of the cases that no shard ran. */
  readonly missing: readonly RanTest[]
  /** Numbers of the shards that left no result. */
  readonly lost: readonly number[]
  /** Why these cases did not run, a part of a sentence. */
  readonly cutShort?: string
  /** From the first start to the last end. */
  readonly result: FullResult
  readonly errors: readonly SuiteError[]
  readonly swept: Swept
}

export function join(shards: ShardFolders): Joined {
  const [{ shard: first }] = shards
  const ended = shards.flatMap(({ shard }) => shard.ended ?? [])
  const there = new Set(
    shards.flatMap(({ shard }) => (shard.ended ? [shard.shard.index] : [])),
  )
  const lost = Array.from({ length: first.shard.of }, (_, at) => at + 1).filter(
    (index) => !there.has(index),
  )
  const ran = new Map(
    ended.flatMap(({ tests }) => tests).map((test) => [keyOf(test), test]),
  )
  const reason = `${nameOfShards(lost, first.shard.of)} left no result`
  const planned = first.plan.map((test) => {
    const found = ran.get(keyOf(test))
    ran.delete(keyOf(test))
    return found ?? neverRan(test, reason)
  })
  const missing = planned.filter(({ results }) => results.length === 0)
  return {
    tests: [...planned, ...ran.values()],
    missing,
    lost,
    ...(lost.length > 0 && {
      cutShort: `${reason}, and ${plural(missing.length, 'case')} of ${first.plan.length} did not run`,
    }),
    result: resultOf(ended),
    errors: ended.flatMap(({ suiteErrors }) => suiteErrors),
    swept: sweptBy(ended.map(({ swept }) => swept)),
  }
}

function keyOf({ project, file, title }: PlannedTest): string {
  return JSON.stringify([project, file, title])
}

function neverRan(test: PlannedTest, reason: string): RanTest {
  const why = { type: 'skip', description: reason }
  return {
    ...test,
    annotations: [...test.annotations, why],
    ending: 'skipped',
    results: [],
  }
}

type Ended = NonNullable<ShardFolders[0]['shard']['ended']>

function resultOf(ended: readonly Ended[]): FullResult {
  const starts = ended.map(({ startedAt }) => Date.parse(startedAt))
  const ends = ended.map(
    ({ startedAt, durationMs }) => Date.parse(startedAt) + durationMs,
  )
  const since = starts.length > 0 ? Math.min(...starts) : Date.now()
  const until = ends.length > 0 ? Math.max(...ends) : since
  const heaviest = (['interrupted', 'timedout', 'failed'] as const).find(
    (status) => ended.some((one) => one.status === status),
  )
  return {
    status: heaviest ?? 'passed',
    startTime: new Date(since),
    duration: until - since,
  }
}

function sweptBy(all: readonly Swept[]): Swept {
  const items = all.flatMap((swept) => swept.items)
  return {
    // Each shard looks at the same target.
    items: [...new Map(items.map((it) => [JSON.stringify(it), it])).values()],
    notes: [...new Set(all.flatMap(({ notes }) => notes))],
    isComplete: all.every(({ isComplete }) => isComplete),
  }
}
