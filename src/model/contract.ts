/** The contract: a pinned OpenAPI document, indexed by operation. */
import type { Method } from './exchange.ts'

export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue }

export type JsonObject = { readonly [key: string]: JsonValue }

/** `POST /client_sessions/create`: how an operation is named everywhere. */
export type OperationKey = `${Method} /${string}`

/** One request parameter, wherever it travels. */
export type Parameter = {
  readonly name: string
  readonly isRequired: boolean
  readonly schema: JsonObject
}

/** One documented response of an operation. */
export type DocumentedResponse = {
  /** As written in the contract: `200`, `4XX` or `default`. */
  readonly statusKey: string
  /** JSON pointer of the response object, e.g. `/paths/~1x/post/responses/200`. */
  readonly pointer: string
  /** Media types with a schema, as written; empty when no body is documented. */
  readonly mediaTypes: readonly DocumentedMediaType[]
}

export type DocumentedMediaType = {
  /** As written: `application/json`, `application/*`. */
  readonly range: string
  /** JSON pointer of the schema; absent when the media type has none. */
  readonly schemaPointer?: string
}

export type Operation = {
  readonly key: OperationKey
  readonly method: Method
  readonly path: string
  /** JSON pointer of the operation object. */
  readonly pointer: string
  /** Whether request parameters travel in the query or in a JSON body. */
  readonly parametersIn: 'query' | 'body'
  readonly parameters: readonly Parameter[]
  /** Names of the security schemes that the operation accepts; `a + b` for two
   * needed together, empty for no credential; none where nothing is said. */
  readonly security: readonly string[]
  readonly responses: readonly DocumentedResponse[]
}

export type Contract = {
  /** Where it came from, e.g. `@seamapi/types@1.977.0`. */
  readonly source: string
  /** Path of the file, relative to the project's root. */
  readonly file: string
  /** The file's text, from which lines are looked up. */
  readonly text: string
  readonly document: JsonObject
  readonly operations: ReadonlyMap<string, Operation>
}

/** One way in which a body departs from its schema. */
export type Violation = {
  readonly kind:
    | 'required-missing'
    | 'type-wrong'
    | 'null-unexpected'
    | 'format-wrong'
    | 'enum-unknown'
    | 'constraint-broken'
    | 'variant-unmatched'
    | 'property-undocumented'
    // A pattern that does not come to an end: nothing may be said.
    | 'undecided'
  /** Where in the body, e.g. `client_session.token` or `client_sessions[0].x`;
   * empty for the body itself. */
  readonly at: string
  /** The same place as steps: property names and list indexes. */
  readonly path: readonly (string | number)[]
  /** JSON pointer into the contract of the rule that was broken. For a property
   * that is missing or undocumented: of the property itself, documented or not,
   * so that the pointer stays when the contract grows. */
  readonly pointer: string
  /** What the contract says, in a few words: `string, format date-time`. */
  readonly documented: string
  /** What arrived, as a shape: `number`, `absent`; with the value only where it
   * is short, no secret by its name, and the reason: `string "yes"`. */
  readonly received: string
}

/** A response schema made ready: `kind` tells whether it can judge at all. */
export type BodyJudge =
  | {
      readonly kind: 'ready'
      readonly judge: (body: unknown) => readonly Violation[]
    }
  /** The schema does not compile: nothing may be called passed on its account. */
  | { readonly kind: 'uncompilable'; readonly message: string }
