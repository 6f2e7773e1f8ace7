/** Compiles schemas of a contract, each once and when it is first needed. */
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import { requireBounds } from '../document/bounds.ts'
import { formats } from './formats.ts'
import { resolvePointer } from '../../model/json-pointer.ts'
import { isJsonObject } from '../../model/json.ts'
import { addKeywords } from './keywords.ts'
import { remember } from './applicable.ts'
import { createPatterns, type Patterns } from './patterns.ts'
import type { Located } from '../document/refs.ts'
import { convertSchema } from './schema.ts'
import type { JsonObject } from '../../model/contract.ts'

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
}

/** @param patternMs how long a pattern may take on one text. */
export function createCompiler(
  document: JsonObject,
  { patternMs }: { readonly patternMs?: number } = {},
): Compiler {
  const patterns = createPatterns(patternMs)
  const ruleOf = createRuleNames()
  const ajv = createAjv(patterns)
  addKeywords(ajv, ruleOf)
  const origins = new WeakMap<object, Located>()
  const schemas = createSchemas(document, {
    ajv,
    onMade: (schema, origin) => origins.set(schema, origin),
  })
  const compiled = new Map<string, ValidateFunction>()
  return {
    originOf: (error) =>
      origins.get(error.parentSchema ?? {}) ?? { pointer: '', node: {} },
    ruleOf,
    isUndecided: patterns.isUndecided,
    compile(pointer) {
      const ready = compiled.get(pointer)
      if (ready) return ready
      requireBounds(document, pointer)
      const wanted = new Set([pointer])
      for (const one of wanted)
        for (const next of schemas.add(one)) wanted.add(next)
      const validate = ajv.getSchema(schemas.nameOf(pointer))
      if (!validate) throw new Error(`the schema at #${pointer} is lost`)
      compiled.set(pointer, validate)
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
    verbose: true,
    messages: false,
    // `convertSchema` rejects unknown keywords, and ajv checks the value of each
    // known one while compiling; the meta-schema would repeat both.
    meta: false,
    validateSchema: false,
    // 4.35 is a multiple of 0.01, though not in binary fractions.
    multipleOfPrecision: 8,
    formats,
    code: { regExp: patterns.compile },
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

/** Converts schemas of the document and adds them to ajv. */
function createSchemas(
  document: JsonObject,
  {
    ajv,
    onMade,
  }: {
    readonly ajv: Ajv
    readonly onMade: (schema: object, origin: Located) => void
  },
) {
  // Pointers hold characters that ajv does not allow in a URI reference.
  const names = new Map<string, string>()
  const nameOf = (pointer: string): string =>
    remember(names, pointer, () => `schema${names.size}`)
  const references = new Map<string, readonly string[]>()
  /** Converts the schema at `pointer`; returns what it refers to. */
  const add = (pointer: string): readonly string[] =>
    remember(references, pointer, () => {
      const node = resolvePointer(document, pointer)
      if (!isJsonObject(node))
        throw new Error(`it refers to "#${pointer}", which does not exist`)
      const found: string[] = []
      const refer = (target: string): string => {
        found.push(target)
        return nameOf(target)
      }
      const made = convertSchema({ pointer, node }, { document, refer, onMade })
      ajv.addSchema(made, nameOf(pointer))
      return found
    })
  return { add, nameOf }
}
