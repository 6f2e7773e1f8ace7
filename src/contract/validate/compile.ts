/** Compiles schemas of a contract, each once and when it is first needed. */
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import { requireBounds } from '../document/bounds.ts'
import { textFormats } from './formats.ts'
import { resolvePointer } from '../../model/json-pointer.ts'
import { isJsonObject } from '../../model/json.ts'
import { addChild } from './child.ts'
import { addKeywords } from './keywords.ts'
import { addNumbers, type ExactAt } from './numbers.ts'
import { remember } from './applicable.ts'
import { createPatterns, type Patterns } from './patterns.ts'
import type { Located } from '../document/refs.ts'
import { convertSchema, ownValue, type Conversion, type Use } from './schema.ts'
import { addUnique } from './unique.ts'
import type { JsonObject, Unjudged } from '../../model/contract.ts'

export type Compiler = {
  /** The schema at a JSON pointer as a function that collects all errors.
   * Throws an `Error` when the schema, or one it refers to, does not compile. */
  readonly compile: (pointer: string) => ValidateFunction
  /** The schema of the contract whose rule an error breaks. */
  readonly originOf: (error: ErrorObject) => Located
  /** Names the rule an error breaks; the same for every element of a list. */
  readonly ruleOf: (error: ErrorObject) => string
  /** Whether the pattern took too long. */
  readonly isUndecided: (pattern: unknown) => boolean
  /** The rules that a compiled schema, and those it refers to, leave out. */
  readonly unjudgedIn: (pointer: string) => readonly Unjudged[]
}

/** @param patternMs how long a pattern may take on one text.
 * @param exact the number at a JSON pointer, where a `number` would round it.
 * @param isTagged whether a discriminator must name a schema. */
export function createCompiler(
  document: JsonObject,
  {
    patternMs,
    exact = () => undefined,
    isTagged = false,
  }: {
    readonly patternMs?: number
    readonly isTagged?: boolean
    readonly exact?: ExactAt
  } = {},
): Compiler {
  const patterns = createPatterns(patternMs)
  const ruleOf = createRuleNames()
  const ajv = createAjv(patterns)
  addKeywords(ajv, ruleOf)
  addNumbers(ajv)
  addUnique(ajv)
  addChild(ajv)
  const origins = new WeakMap<object, Located>()
  const schemas = createSchemas(document, {
    ajv,
    exact,
    isTagged,
    onMade: (schema, origin) => origins.set(schema, origin),
  })
  const compiled = new Map<string, ValidateFunction>()
  const unjudged = new Map<string, readonly Unjudged[]>()
  return {
    originOf: (error) =>
      origins.get(error.parentSchema ?? {}) ?? { pointer: '', node: {} },
    ruleOf,
    isUndecided: patterns.isUndecided,
    unjudgedIn: (pointer) => unjudged.get(pointer) ?? [],
    compile(pointer) {
      const ready = compiled.get(pointer)
      if (ready) return ready
      requireBounds(document, pointer)
      const { name, added } = schemas.addAll(pointer)
      // A child is reached when a value names it: it must compile by then.
      for (const one of added) ajv.getSchema(one.name)
      const validate = ajv.getSchema(name)
      if (!validate) throw new Error(`the schema at #${pointer} is lost`)
      compiled.set(pointer, validate)
      unjudged.set(
        pointer,
        added.flatMap((one) => one.unjudged),
      )
      return validate
    },
  }
}

function createAjv(patterns: Patterns): Ajv {
  return new Ajv({
    strict: true,
    // OpenAPI lets `required` name a property that a sibling of the same
    // `allOf` describes, and lets a schema go without `type`.
    strictRequired: false,
    strictTypes: false,
    allErrors: true,
    // Every object has `toString` from elsewhere.
    ownProperties: true,
    verbose: true,
    messages: false,
    // `convertSchema` rejects unknown keywords, and ajv checks the value of each
    // known one while compiling; the meta-schema would repeat both.
    meta: false,
    validateSchema: false,
    formats: textFormats,
    // Optimizing the code takes longer than it saves on a few bodies.
    code: { regExp: patterns.compile, optimize: false },
    logger: false,
  })
}

/** Short names: a long list needs one for every wrong element. */
function createRuleNames(): Compiler['ruleOf'] {
  const ids = new WeakMap<object, number>()
  let lastId = 0
  return ({ keyword, params, parentSchema = {} }) => {
    const id = ids.get(parentSchema) ?? ++lastId
    ids.set(parentSchema, id)
    const name = params['missingProperty'] ?? params['additionalProperty']
    return `${id} ${keyword} ${name ?? ''}`
  }
}

/** A schema that ajv knows. */
type Added = {
  readonly name: string
  readonly unjudged: readonly Unjudged[]
  /** What it refers to. */
  readonly references: readonly Reference[]
}

type Reference = { readonly pointer: string; readonly use: Use }

/** Converts schemas of the document and adds them to ajv. */
function createSchemas(
  document: JsonObject,
  {
    ajv,
    exact,
    isTagged,
    onMade,
  }: {
    readonly ajv: Ajv
    readonly exact: ExactAt
    readonly isTagged: boolean
    readonly onMade: (schema: object, origin: Located) => void
  },
) {
  // Pointers hold characters that ajv does not allow in a URI reference. The same
  // schema means something else in another use.
  const names = new Map<string, string>()
  const nameOf = ({ pointer, use: { isPart, hidden } }: Reference): string =>
    remember(
      names,
      JSON.stringify([pointer, isPart, ...hidden]),
      () => `schema${names.size}`,
    )
  const known = new Map<string, Added>()
  const add = (reference: Reference): Added => {
    const name = nameOf(reference)
    return remember(known, name, () => {
      const { pointer, use } = reference
      const node = resolvePointer(document, pointer)
      if (!isJsonObject(node))
        throw new Error(`it refers to "#${pointer}", which does not exist`)
      const references: Reference[] = []
      const unjudged: Unjudged[] = []
      const conversion: Conversion = {
        document,
        exact,
        isTagged,
        onMade,
        refer: (target, as) => {
          const next = { pointer: target, use: as }
          references.push(next)
          return nameOf(next)
        },
        onUnjudged: (rule) => unjudged.push(rule),
      }
      const made = convertSchema({ pointer, node }, { conversion, use })
      ajv.addSchema(made, name)
      return { name, unjudged, references }
    })
  }
  /** The schema at a JSON pointer, and all that it refers to. */
  const addAll = (pointer: string) => {
    const first = add({ pointer, use: ownValue })
    const added = new Set([first])
    for (const one of added)
      for (const next of one.references) added.add(add(next))
    return { name: first.name, added: [...added] }
  }
  return { addAll }
}
