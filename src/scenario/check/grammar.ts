/** Checks a file against its schema: the scenario's, or that of another file of
 * ours. */
import type { ErrorObject, ValidateFunction } from 'ajv'
import schema from '../../../schemas/scenario.schema.json' with { type: 'json' }
import type { JsonValue } from '../../model/contract.ts'
import type { Path } from '../../model/path.ts'
import { pointerOf, type Fault, type Source } from '../parse/source.ts'
import { closestName } from './closest.ts'
import { faultOf, keysOf, pathOf, unknownKey } from './grammar-faults.ts'
import { ownSchema } from './own-schema.ts'
import { renameKey } from './rename-key.ts'

const ofScenario = ownSchema(schema)

/** Further typing errors are reported, but not corrected for later checks. */
const mostTypos = 50

type GrammarResult = {
  readonly faults: readonly Fault[]
  /** The source with each mistyped key replaced by the intended one, so that one
   * typing error does not cause further problems. */
  readonly intended: Source
}

/** @param validate of `ownSchema`. */
export function checkGrammar(
  source: Source,
  validate: ValidateFunction = ofScenario(),
): GrammarResult {
  const { typos, intended } = readAsIntended(source, validate)
  const faults = distinct(
    errorsOf(intended.value, validate).map((error) => faultOf(error)),
  )
  return { faults: [...typos, ...faults], intended }
}

/** Repeats until no typing error is left: one may hide others below it. */
function readAsIntended(
  source: Source,
  validate: ValidateFunction,
): {
  readonly typos: readonly Fault[]
  readonly intended: Source
} {
  const typos = errorsOf(source.value, validate)
    .flatMap((error) => typoOf(error))
    .slice(0, mostTypos)
  if (typos.length === 0) return { typos: [], intended: source }
  const below = readAsIntended(typos.reduce(renameKey, source), validate)
  const faults = typos.map(({ fault }) => fault)
  return { typos: [...faults, ...below.typos], intended: below.intended }
}

function errorsOf(
  value: JsonValue,
  validate: ValidateFunction,
): readonly ErrorObject[] {
  return validate(value) ? [] : (validate.errors ?? [])
}

type Typo = {
  readonly parent: Path
  readonly from: string
  readonly to: string
  readonly fault: Fault
}

/** An unknown key that is close to a known one, where that one is absent. */
function typoOf(error: ErrorObject): readonly Typo[] {
  if (error.keyword !== 'additionalProperties') return []
  const from = String(error.params['additionalProperty'])
  const data: object = Object(error.data)
  const free = keysOf(error).filter((key) => !Object.hasOwn(data, key))
  const to = closestName(from, free)
  if (to === undefined) return []
  const parent = pathOf(error)
  const fault: Fault = {
    ...unknownKey(error),
    hint: `did you mean "${to}"?`,
    spot: { path: [...parent, to], at: 'key' },
  }
  return [{ parent, from, to, fault }]
}

/** One fault for each place: the first message is the plainest. */
function distinct(faults: readonly Fault[]): readonly Fault[] {
  const seen = new Set<string>()
  return faults.filter(({ code, fact, spot }) => {
    const isOfKey = code === 'key-unknown' || code === 'key-missing'
    const key = `${pointerOf(spot.path)} ${isOfKey ? fact : ''}`
    return seen.size !== seen.add(key).size
  })
}
