/** Judges bodies by a contract; compiles each schema when it is first used. */
import type { ErrorObject, ValidateFunction } from 'ajv'
import { createApplicable, remember } from './applicable.ts'
import { createCompiler, type Compiler } from './compile.ts'
import { leavesOf, moreOf } from './errors.ts'
import { judgeHeader } from './header-judge.ts'
import { documentedPaths } from '../shape/properties.ts'
import { shapeOf } from '../shape/received.ts'
import { renderShape } from '../shape/documented.ts'
import { pairShapes, type ShapePair } from '../shape/pair.ts'
import { createBoundedGroups } from './bounded-groups.ts'
import type {
  BodyJudge,
  Contract,
  DocumentedHeader,
  DocumentedMediaType,
  DocumentedResponse,
  JsonObject,
  Operation,
  Violation,
} from '../../model/contract.ts'
import { exactNumbersOf } from './exact.ts'
import { formOf, type BodyForm } from '../media-type.ts'
import { whyUnread } from './unread.ts'
import { firstLineOf } from '../../model/thrown.ts'
import { createWalk, type Walk } from './undocumented.ts'
import { violationOf } from './violations.ts'

/** Identifies one documented body of a contract. */
export type BodyName = readonly [
  operation: Operation,
  response: DocumentedResponse,
  mediaType: DocumentedMediaType,
  /** How the body is read; by default as its media type says. */
  form?: BodyForm,
]

export type Validator = {
  /** Compiled once; never throws. */
  readonly bodyJudge: (...name: BodyName) => BodyJudge
  /** Judges the text of a header; compiled once. */
  readonly headerJudge: (header: DocumentedHeader) => BodyJudge
  /** Places of all documented properties, e.g. `client_sessions[].token`. */
  readonly documentedProperties: (...name: BodyName) => readonly string[]
  /** The documented shape, one property per line, names sorted. */
  readonly documentedShape: (...name: BodyName) => string
  /** Both shapes with equal text wherever the body conforms. */
  readonly shapePair: (body: unknown, ...name: BodyName) => ShapePair
}

/** At most so many violations are listed for one body. */
const violationLimit = 100

export function createValidator(contract: Contract): Validator {
  const { document } = contract
  const exact = exactNumbersOf(contract.text)
  const compiler = createCompiler(document, { exact })
  const matches = (pointer: string, value: unknown): boolean =>
    compiler.compile(pointer)(value)
  const applicable = createApplicable(document, matches)
  const walk = createWalk(document, applicable)
  const judges = new Map<string, BodyJudge>()
  const bodyJudge: Validator['bodyJudge'] = (...name) => {
    const key = keyOf(name)
    const judge =
      judges.get(key) ?? makeJudge(document, { compiler, walk, name })
    judges.set(key, judge)
    return judge
  }
  const headerJudge: Validator['headerJudge'] = (header) =>
    remember(judges, header.pointer, () =>
      judgeHeader(header, {
        document,
        judgeAt: (pointer) => judgeAt(pointer, { compiler, walk }),
      }),
    )
  return {
    bodyJudge,
    headerJudge,
    documentedProperties: (...[, , { schemaPointer }]) =>
      schemaPointer === undefined
        ? []
        : documentedPaths(document, schemaPointer),
    documentedShape: (...[, , { schemaPointer }]) =>
      schemaPointer === undefined
        ? 'any'
        : renderShape(document, schemaPointer),
    shapePair(body, ...name) {
      const pointer = name[2].schemaPointer
      const judge = bodyJudge(...name)
      if (pointer === undefined || judge.kind !== 'ready')
        return { documented: 'any', received: shapeOf(body) }
      const violations = judge.judge(body)
      return pairShapes({ document, applicable, pointer, violations }, body)
    },
  }
}

function keyOf([operation, response, mediaType, form]: BodyName): string {
  return `${operation.key} ${response.statusKey} ${mediaType.range} ${form ?? ''}`
}

type Making = {
  readonly compiler: Compiler
  readonly walk: Walk
  readonly name: BodyName
}

function makeJudge(
  document: JsonObject,
  { compiler, walk, name }: Making,
): BodyJudge {
  const [operation, { statusKey }, { range, schemaPointer: pointer }] = name
  const form = name[3] ?? formOf(range)
  if (pointer === undefined) {
    const message = `the contract gives ${operation.key} ${statusKey} ${range} no schema`
    return { kind: 'unjudged', message }
  }
  const made = judgeAt(pointer, { compiler, walk })
  const message =
    made.kind === 'ready'
      ? whyUnread(document, { pointer, form, range })
      : undefined
  return message === undefined ? made : { kind: 'unjudged', message }
}

function judgeAt(
  pointer: string,
  { compiler, walk }: Omit<Making, 'name'>,
): BodyJudge {
  try {
    const validate = compiler.compile(pointer)
    const judge = (body: unknown): readonly Violation[] =>
      judgeBody({ compiler, walk, pointer, validate }, body)
    return { kind: 'ready', judge, unjudged: compiler.unjudgedIn(pointer) }
  } catch (error) {
    return { kind: 'uncompilable', message: firstLineOf(error) }
  }
}

type Ready = {
  readonly compiler: Compiler
  readonly walk: Walk
  readonly pointer: string
  readonly validate: ValidateFunction
}

/** Breaks come first: additions must not use up the limit. */
function judgeBody(
  { compiler, walk, pointer, validate }: Ready,
  body: unknown,
): readonly Violation[] {
  const { ruleOf } = compiler
  const breaks = createBoundedGroups<ErrorObject>()
  if (!validate(body))
    for (const error of leavesOf(validate.errors))
      breaks.add(ruleOf(error), () => error, moreOf(error) + 1)
  const additions = createBoundedGroups<Violation>()
  const sent = createBoundedGroups<Violation>()
  walk.find({ pointer, body }, { onFound: additions.add, onSent: sent.add })
  if (breaks.isEmpty() && sent.isEmpty() && additions.isEmpty()) return []
  const hidden = sent.pick(violationLimit)
  const broken = breaks.pick(violationLimit - hidden.items.length)
  const left = violationLimit - hidden.items.length - broken.items.length
  const added = additions.pick(left)
  const listed = withoutDuplicates([
    ...hidden.items,
    ...broken.items.map((error) => violationOf(error, { ...compiler, body })),
    ...added.items,
  ])
  return withCount(listed, hidden.more + broken.more + added.more)
}

/** Two schemas of an `allOf` may require the same property. */
function withoutDuplicates(
  violations: readonly Violation[],
): readonly Violation[] {
  const seen = new Set<string>()
  return violations.filter((violation) => {
    const key = JSON.stringify([
      violation.kind,
      violation.path,
      violation.documented,
    ])
    return !seen.has(key) && seen.add(key)
  })
}

/** The last one says how many more there are. */
function withCount(
  violations: readonly Violation[],
  more: number,
): readonly Violation[] {
  const last = violations.at(-1)
  if (!last || more === 0) return violations
  const received = `${last.received} (and ${more} more not listed)`
  return [...violations.slice(0, -1), { ...last, received }]
}
