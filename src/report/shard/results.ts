/** Requires the results of each shard as the shard wrote them: without one of
 * them the merged report would lack a case. */
import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import { plural } from '../../model/plural.ts'
import { UsageError } from '../../model/problem.ts'
import type { Problem } from '../../model/problem.ts'
import { nameOfShard } from '../../model/shard.ts'
import { shardFile } from './file.ts'
import { hashOfFile } from './plan.ts'
import type { ShardFolder, ShardFolders } from './read.ts'

/** What a shard that died has left is not copied, so it is not looked at.
 * @throws UsageError with one problem for each shard; nothing was written. */
export function requireResults(shards: ShardFolders): void {
  const problems = shards.flatMap((it) => problemOf(it) ?? [])
  if (problems.length > 0) throw new UsageError(problems)
}

function problemOf({ folder, shard }: ShardFolder): Problem | undefined {
  if (!shard.ended) return undefined
  const name = nameOfShard(shard.shard)
  const { results } = shard
  if (!results)
    return {
      code: 'value-invalid',
      fact: `"${join(folder, shardFile)}" of ${name} lists no results: the run was stopped while it wrote them`,
      hint: 'run this shard again, or leave its folder out: then its cases are not judged',
    }
  const fact = damageOf(join(folder, 'allure-results'), { results, name })
  if (fact === undefined) return undefined
  return {
    code: 'value-invalid',
    fact,
    hint: `copy the whole folder of ${name} again; if it is damaged where it was written, run this shard again`,
  }
}

function damageOf(
  inside: string,
  {
    results,
    name,
  }: {
    readonly results: Readonly<Record<string, string>>
    readonly name: string
  },
): string | undefined {
  const listed = Object.entries(results)
  if (listed.length === 0) return undefined
  const files = plural(listed.length, 'file')
  if (!lstatSync(inside, { throwIfNoEntry: false })?.isDirectory())
    return `"${inside}" of ${name} is missing: expected a folder with ${files}`
  const damaged = listed.flatMap(([file, hash]) => {
    const state = stateOf(join(inside, file), hash)
    return state === 'whole' ? [] : [{ file, state }]
  })
  const [first] = damaged
  if (!first) return undefined
  const what =
    first.state === 'missing'
      ? 'is missing'
      : 'is damaged: it is not what the shard wrote'
  const count =
    damaged.length > 1
      ? `; ${damaged.length} of ${files} are missing or damaged`
      : ''
  return `"${join(inside, first.file)}" of ${name} ${what}${count}`
}

function stateOf(file: string, hash: string): 'whole' | 'missing' | 'damaged' {
  const stat = lstatSync(file, { throwIfNoEntry: false })
  if (!stat) return 'missing'
  // A link is not copied.
  if (!stat.isFile()) return 'damaged'
  return hashOfFile(file) === hash ? 'whole' : 'damaged'
}
