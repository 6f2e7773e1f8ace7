/** Published samples under the old and the new contract: which are newly wrong,
 * newly right, or were wrong before. */
import { findResponse } from '../../contract/respond.ts'
import type {
  Contract,
  JsonObject,
  JsonValue,
  Operation,
} from '../../model/contract.ts'
import { resolvePointer } from '../../model/json-pointer.ts'
import { objectOr } from '../../model/json.ts'
import { readSurface } from '../operations/surface.ts'
import type { Change } from '../roots.ts'
import type { Spot } from '../schemas/alternative.ts'
import type { Side } from '../schemas/delta.ts'
import type { Both } from '../schemas/pairing.ts'
import { createShapes, type Shapes } from '../schemas/shape.ts'
import { createJudge, type SchemaJudge } from '../witness/judge.ts'
import { findPlace } from './places.ts'

/** A sample of a published page. Its values are ours. */
export type Sample = {
  readonly page: string
  readonly line: number
  readonly language: string
  /** `POST /client_sessions/create` */
  readonly operation: string
  readonly of: Side
  /** Of the parameters, or of the session that is shown. */
  readonly value: JsonObject
}

export type SampleHit = {
  readonly page: string
  readonly line: number
  readonly how: 'newly wrong' | 'newly right' | 'was wrong before'
}

type Half = {
  readonly contract: Contract
  readonly shapes: Shapes
  readonly judges: Readonly<Record<Side, SchemaJudge>>
}

/** The hits of each change, by its fingerprint. */
export function sampleHits(
  samples: readonly Sample[],
  {
    contracts,
    changes,
  }: {
    readonly contracts: Both<Contract>
    readonly changes: readonly Change[]
  },
): ReadonlyMap<string, readonly SampleHit[]> {
  const halves = { old: halfOf(contracts.old), new: halfOf(contracts.new) }
  const given = new Map<string, SampleHit[]>()
  for (const sample of samples) {
    const old = faultsOf(sample, halves.old)
    const fresh = faultsOf(sample, halves.new)
    for (const change of changes) {
      const how = howOf(change, { sample, old, fresh })
      if (how === undefined) continue
      const hits = given.get(change.fingerprint) ?? []
      const { page, line } = sample
      given.set(change.fingerprint, [...hits, { page, line, how }])
    }
  }
  return given
}

function halfOf(contract: Contract): Half {
  const { document } = contract
  return {
    contract,
    shapes: createShapes(document),
    judges: {
      request: createJudge(document, 'request'),
      reply: createJudge(document, 'reply'),
    },
  }
}

/** Names that are not documented, missing, or have a wrong value. */
type Faults = ReadonlySet<string>

function howOf(
  { operations, at, level, side, who }: Change,
  {
    sample: { operation, of },
    old,
    fresh,
  }: {
    readonly sample: Sample
    readonly old: Faults
    readonly fresh: Faults
  },
): SampleHit['how'] | undefined {
  const isAbout = side === 'operation' || side === of || who === 'everybody'
  if (!operations.includes(operation) || !isAbout || level === 'editorial')
    return undefined
  const names = at === operation ? ['operation'] : at.split(/[.[\]]+/)
  const was = names.some((name) => old.has(name))
  const is = names.some((name) => fresh.has(name))
  if (was && is) return 'was wrong before'
  if (is) return 'newly wrong'
  return was ? 'newly right' : undefined
}

function faultsOf(sample: Sample, half: Half): Faults {
  const { contract, shapes, judges } = half
  const operation = [...contract.operations.values()].find(
    ({ key }) => key === sample.operation,
  )
  if (!operation) return new Set(['operation'])
  const spot =
    sample.of === 'request'
      ? requestSpot(operation, contract)
      : replySpot(operation, { contract, shapes })
  if (!spot) return new Set()
  const judge = judges[sample.of]
  const named = Object.entries(sample.value).flatMap(([name, value]) => {
    const place = findPlace([name], { shapes, spot })
    const isWrong = !place || judge(place.spot, value).length > 0
    return isWrong ? [name] : []
  })
  const missing = judge(spot, sample.value).flatMap((one) => one.missing ?? [])
  return new Set([...named, ...missing])
}

function requestSpot(
  operation: Operation,
  { document }: Contract,
): Spot | undefined {
  return readSurface(document, operation).body?.contents.values().next().value
}

/** Of the session in the response: that is what samples show. */
function replySpot(
  operation: Operation,
  { contract, shapes }: Pick<Half, 'contract' | 'shapes'>,
): Spot | undefined {
  const pointer = findResponse(operation, 200)?.mediaTypes[0]?.schemaPointer
  if (pointer === undefined) return undefined
  const node = objectOr(resolvePointer(contract.document, operation.pointer))
  const key: JsonValue | undefined = node['x-response-key'] ?? 'client_session'
  const path = key === 'client_sessions' ? [key, 0] : ['client_session']
  return findPlace(path, { shapes, spot: [pointer] })?.spot
}
