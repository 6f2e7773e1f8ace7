/** The contract: a pinned OpenAPI document, indexed by operation. */
import type { Method } from './exchange.ts'

export type JsonValue =
  | null
  | boolean
  | number
  // An integer that a number would round.
  | bigint
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue }

export type JsonObject = { readonly [key: string]: JsonValue }

/** `POST /client_sessions/create`: how an operation is named everywhere. */
export type OperationKey = `${Method} /${string}`

/** One request parameter, of the query or the body. */
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
  readonly headers?: readonly DocumentedHeader[]
}

/** A header of a response (OpenAPI 3.0.3 §4.7.21). */
export type DocumentedHeader = {
  /** As written; headers are named in any case. */
  readonly name: string
  readonly isRequired: boolean
  /** JSON pointer of the header object. */
  readonly pointer: string
  /** JSON pointer of its schema; absent where it has none. */
  readonly schemaPointer?: string
  /** As written, where `content` describes it in place of `schema`. */
  readonly mediaType?: string
  /** As written; absent where it is `simple` by default. */
  readonly style?: string | undefined
  /** Whether an object is written as `a=1,b=2` in place of `a,1,b,2`. */
  readonly isExploded?: boolean | undefined
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
  /** Whether a request has its parameters in the query or in a JSON body. */
  readonly parametersIn: 'query' | 'body'
  readonly parameters: readonly Parameter[]
  /** Security schemes that the operation accepts: `a + b` where both are required,
   * '' for no credential; an empty list where the contract says nothing. */
  readonly security: readonly string[]
  readonly responses: readonly DocumentedResponse[]
  readonly unsendable?: readonly Unsendable[]
  /** It may have further parameters, which another document describes. */
  readonly hasUnknownParameters?: true
}

/** What a request of the operation must have, and none of ours has. */
export type Unsendable = {
  /** Only calls that have this parameter are concerned. */
  readonly parameter?: string
  /** Only calls that name no credential are concerned. */
  readonly isCredential?: true
  /** Calls without the parameter are concerned, too. */
  readonly isRequired?: true
  /** `the path parameter "id"`. */
  readonly fact: string
}

export type Contract = {
  /** Where it came from, e.g. `@seamapi/types@1.977.0`. */
  readonly source: string
  /** Path of the file, relative to the project's root. */
  readonly file: string
  /** The file's text, to find line numbers in. */
  readonly text: string
  readonly document: JsonObject
  readonly operations: ReadonlyMap<string, Operation>
}

/** One difference between a body and its schema. */
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
    // Sent, although it is only for requests.
    | 'write-only-sent'
    // A pattern that takes too long: the value cannot be judged.
    | 'undecided'
  /** Where in the body, e.g. `client_session.token` or `client_sessions[0].x`;
   * empty for the body itself. */
  readonly at: string
  /** The same place as property names and list indexes. */
  readonly path: readonly (string | number)[]
  /** JSON pointer of the broken rule in the contract. For a missing or undocumented
   * property: the pointer of the property itself, so that it stays the same when
   * the contract grows. */
  readonly pointer: string
  /** What the contract says, in a few words: `string, format date-time`. */
  readonly documented: string
  /** The shape of what arrived: `number`, `absent`. With the value only where it is
   * short, not secret by its name, and the reason: `string "yes"`. */
  readonly received: string
}

/** A rule or body of the contract that is valid, but judges nothing. */
export type Unjudged = {
  /** JSON pointer of what is not judged. */
  readonly pointer: string
  /** Why, in one line: `the format "phone" is not known`. */
  readonly fact: string
}

/** A compiled response schema, or why there is none. */
export type BodyJudge =
  | {
      readonly kind: 'ready'
      readonly judge: (body: unknown) => readonly Violation[]
      /** Rules that it leaves out. */
      readonly unjudged: readonly Unjudged[]
    }
  /** The schema is not OpenAPI 3.0, so no body passes. */
  | { readonly kind: 'uncompilable'; readonly message: string }
  /** The contract is valid, but no body can be judged by it. */
  | { readonly kind: 'unjudged'; readonly message: string }
