/** Reviews a new contract: what changed, and whom it breaks. */
import type { Contract, Operation } from '../model/contract.ts'
import { groupBy } from '../model/group-by.ts'
import { messageOf } from '../model/thrown.ts'
import type { Code } from './codes/codes.ts'
import type { Difference } from './difference.ts'
import { differingFaults } from './operations/malformed.ts'
import { compareMetadata } from './operations/metadata.ts'
import { compareReplies } from './operations/compare-replies.ts'
import { compareRequests } from './operations/compare-request.ts'
import { compareSecurity } from './operations/security.ts'
import { compareServers } from './operations/servers.ts'
import { pairOperations } from './operations/pair.ts'
import { readSurface, type Surface } from './operations/surface.ts'
import { withExactNumbers } from './exact-numbers.ts'
import { findRefusals } from './refusals.ts'
import { findRenames, type Rename } from './renames.ts'
import { foldChanges, type Change } from './roots.ts'
import { createComparison, type Comparison } from './schemas/compare.ts'
import type { Both } from './schemas/pairing.ts'
import { createJudges } from './witness/judges.ts'
import { createProver } from './witness/prove.ts'
import { walk, type NotCompared, type Walked } from './walk.ts'

export type Review = {
  readonly changes: readonly Change[]
  readonly renames: readonly Rename[]
  readonly notCompared: readonly (Omit<NotCompared, 'operation'> & {
    readonly operations: readonly string[]
  })[]
}

export function review(given: Both<Contract>): Review {
  const contracts = withExactNumbers(given)
  const { kept, removed, added } = pairOperations(contracts)
  const documents = {
    old: contracts.old.document,
    new: contracts.new.document,
  }
  const comparison = createComparison(documents)
  const surfaces = new Map<string, Both<Surface>>()
  const walked = kept.map((both) =>
    compareSafely(both, { contracts, comparison, surfaces }),
  )
  const { shapes } = comparison
  const judgeOf = createJudges(documents)
  const prove = createProver({ judgeOf, shapes, surfaces })
  const changes = foldChanges(
    [
      ...walked.flatMap(({ differences }) => differences),
      ...findRefusals(
        walked.flatMap(({ visits }) => visits),
        { comparison, judgeOf },
      ),
      ...removed.map((one) => differenceOf('operation-removed', one)),
      ...added.map((one) => differenceOf('operation-new', one)),
    ],
    prove,
  )
  return {
    changes,
    renames: findRenames(changes),
    notCompared: foldNotCompared(walked.flatMap((one) => one.notCompared)),
  }
}

type Context = {
  readonly contracts: Both<Contract>
  readonly comparison: Comparison
  /** Filled as operations are read. */
  readonly surfaces: Map<string, Both<Surface>>
}

/** Where a reference has no target, the operation is not compared. */
function compareSafely(operations: Both<Operation>, context: Context): Walked {
  try {
    return compareOperation(operations, context)
  } catch (error) {
    const { key: operation } = operations.new
    const problem = { at: operation, why: messageOf(error), operation }
    return { differences: [], notCompared: [problem], visits: [] }
  }
}

function compareOperation(
  operations: Both<Operation>,
  { contracts, comparison, surfaces: known }: Context,
): Walked {
  const operation = operations.new.key
  const surfaces = {
    old: readSurface(contracts.old.document, operations.old),
    new: readSurface(contracts.new.document, operations.new),
  }
  known.set(operation, surfaces)
  const faults = differingFaults(operations, contracts)
  const unread = faults.map(({ of, why }): NotCompared => {
    return { at: of === 'security' ? of : operation, why, operation }
  })
  if (faults.some(({ of }) => of === 'operation'))
    return { differences: [], notCompared: unread, visits: [] }
  const request = walk(compareRequests(surfaces, comparison), {
    side: 'request',
    operation,
    comparison,
  })
  const reply = walk(compareReplies(surfaces), {
    side: 'reply',
    operation,
    comparison,
  })
  return {
    differences: [
      ...request.differences,
      ...reply.differences,
      ...(faults.length === 0 ? compareSecurity(surfaces, contracts) : []),
      ...compareServers(surfaces, contracts),
      ...compareMetadata(surfaces, comparison),
    ],
    notCompared: [...unread, ...request.notCompared, ...reply.notCompared],
    visits: [...request.visits, ...reply.visits],
  }
}

function differenceOf(code: Code, { key, pointer }: Operation): Difference {
  const isNew = code === 'operation-new'
  return {
    code,
    what: code,
    side: 'operation',
    at: key,
    before: isNew ? 'absent' : 'documented',
    after: isNew ? 'documented' : 'absent',
    old: isNew ? '/paths' : pointer,
    new: isNew ? pointer : '/paths',
    operation: key,
  }
}

function foldNotCompared(found: readonly NotCompared[]): Review['notCompared'] {
  const groups = groupBy(found, ({ at, why }) => JSON.stringify([at, why]))
  return [...groups.values()].map((group) => ({
    at: group[0].at,
    why: group[0].why,
    operations: group.map(({ operation }) => operation).toSorted(),
  }))
}
