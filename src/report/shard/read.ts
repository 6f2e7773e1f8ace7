/** Reads the shards of one run, and refuses what is not one run. */
import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import { UsageError } from '../../model/problem.ts'
import type { Problem, ProblemCode } from '../../model/problem.ts'
import { nameOfShard } from '../../model/shard.ts'
import { readShard, shardFile } from './file.ts'
import type { ShardFile } from './file.ts'

export type ShardFolder = {
  /** As the person named it. */
  readonly folder: string
  readonly shard: ShardFile
}

export type ShardFolders = readonly [ShardFolder, ...ShardFolder[]]

/** By which this process judges. */
export type Judging = Pick<ShardFile, 'version' | 'contract'>

/** In the order of their numbers.
 * @throws UsageError with every fault; nothing was written. */
export function readShards(
  folders: readonly string[],
  judging: Judging,
): ShardFolders {
  const read = [...folders].map(readFolder)
  refuse(read.flatMap((it) => ('problem' in it ? [it.problem] : [])))
  const shards = read.flatMap((it) => ('shard' in it ? [it] : []))
  const [first, ...rest] = shards.toSorted(
    (a, b) => a.shard.shard.index - b.shard.shard.index,
  )
  if (!first)
    throw new UsageError([
      problem('no folder of a shard was named', {
        hint: 'name the folder for reports of each shard: npx seamwatch merge DIR…',
      }),
    ])
  const ordered: ShardFolders = [first, ...rest]
  refuse([
    ...foreignTo(first, judging),
    ...rest.flatMap((other) => differences(first, other)),
    ...repeated(ordered),
  ])
  return ordered
}

function readFolder(
  folder: string,
): ShardFolder | { readonly problem: Problem } {
  const read = readShard(folder)
  switch (read.kind) {
    case 'read':
      return { folder, shard: read.shard }
    case 'absent':
      return {
        problem: problem(`"${folder}" has no ${shardFile}`, {
          hint: 'name the folder for reports of a run with --shard; leave out the folder of a machine that died before it started',
        }),
      }
    case 'damaged':
      return {
        problem: problem(
          `"${join(folder, shardFile)}" is damaged: ${read.why}`,
          {
            code: 'value-invalid',
            hint: 'run this shard again, or leave its folder out: then its cases are not judged',
          },
        ),
      }
    default:
      return read satisfies never
  }
}

function foreignTo(
  { folder, shard }: ShardFolder,
  { version, contract }: Judging,
): readonly Problem[] {
  if (shard.version !== version)
    return [
      problem(
        `"${folder}" is of another version of Seamwatch: expected ${version}, but received ${shard.version}`,
        { hint: 'merge with the version that ran the shards' },
      ),
    ]
  if (shard.contract === contract) return []
  return [
    problem(`"${folder}" was judged by another contract than this one`, {
      hint: 'name the contract of the run: npx seamwatch merge --contract FILE DIR…',
    }),
  ]
}

/** What must be the same, and how to show it. */
const common: readonly {
  readonly what: string
  readonly of: (shard: ShardFile) => string
}[] = [
  { what: 'number of shards', of: ({ shard }) => String(shard.of) },
  { what: 'version of Seamwatch', of: ({ version }) => version },
  { what: 'target', of: ({ target }) => target },
  { what: 'endpoint', of: ({ endpoint }) => endpoint },
  { what: 'driver', of: ({ driver }) => driver },
  {
    what: 'SDK',
    of: ({ sdk }) =>
      sdk ? `${sdk.name} ${sdk.version} ${sdk.integrity}` : 'none',
  },
  { what: 'contract', of: ({ contract }) => contract },
  {
    what: 'suite (scenarios, browsers, --tag, --grep, --read-only, accepted findings)',
    of: ({ suite }) => suite,
  },
]

function differences(
  first: ShardFolder,
  other: ShardFolder,
): readonly Problem[] {
  const found = common.find(({ of }) => of(first.shard) !== of(other.shard))
  if (!found) return []
  const { what, of } = found
  return [
    problem(
      `"${other.folder}" is of another ${what} than "${first.folder}": expected ${of(first.shard)}, but received ${of(other.shard)}`,
      {
        hint: 'merge the shards of one run: all with the same options and files',
      },
    ),
  ]
}

function repeated(shards: ShardFolders): readonly Problem[] {
  return shards.flatMap(({ folder, shard: { shard } }, at) => {
    const before = shards
      .slice(0, at)
      .find((other) => other.shard.shard.index === shard.index)
    if (!before) return []
    const fact = isSame(before.folder, folder)
      ? `"${folder}" is named twice`
      : `${nameOfShard(shard)} is there twice: in "${before.folder}" and in "${folder}"`
    return [problem(fact, { hint: 'name each shard once' })]
  })
}

/** @throws UsageError if the merged reports would replace those of a shard. */
export function requireOther(out: string, shards: ShardFolders): void {
  const found = shards.find(({ folder }) => isSame(folder, out))
  if (!found) return
  refuse([
    problem(
      `"${out}" is the folder of a shard, and the merge would replace it`,
      {
        hint: 'name another folder with --reports',
      },
    ),
  ])
}

function isSame(one: string, other: string): boolean {
  try {
    return realpathSync(one) === realpathSync(other)
  } catch {
    return false // one of them does not exist yet
  }
}

function problem(
  fact: string,
  {
    hint,
    code = 'argument-invalid',
  }: { readonly hint: string; readonly code?: ProblemCode },
): Problem {
  return { code, fact, hint }
}

function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new UsageError(problems)
}
