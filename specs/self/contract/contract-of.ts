/** A contract with one operation, `GET /x`, for tests that need no more. */
import { indexOperations } from '../../../src/contract/operations.ts'
import type { Contract, JsonObject } from '../../../src/model/contract.ts'
import type { Violation } from '../../../src/model/contract.ts'
import {
  createValidator,
  type BodyName,
} from '../../../src/contract/validate/validator.ts'

export function contractOf(
  schema: JsonObject,
  schemas: JsonObject = {},
): Contract {
  const content = { 'application/json': { schema } }
  const document = {
    openapi: '3.0.3',
    info: { title: 'x', version: '1' },
    paths: {
      '/x': { get: { responses: { '200': { description: 'OK', content } } } },
    },
    components: { schemas },
  }
  return {
    source: 'test',
    file: 'test.json',
    text: JSON.stringify(document, null, 2),
    document,
    operations: indexOperations(document),
  }
}

/** Operation, response and media type of the first documented body. */
export function onlyBody(contract: Contract): BodyName {
  const [operation] = contract.operations.values()
  const response = operation?.responses[0]
  const mediaType = response?.mediaTypes[0]
  if (!operation || !response || !mediaType) throw new Error('no body')
  return [operation, response, mediaType]
}

/** The violations in a body. Throws if the schema does not compile. */
export function judge(
  body: unknown,
  schema: JsonObject,
  schemas: JsonObject = {},
): readonly Violation[] {
  const contract = contractOf(schema, schemas)
  const ready = createValidator(contract).bodyJudge(...onlyBody(contract))
  if (ready.kind !== 'ready') throw new Error(ready.message)
  return ready.judge(body)
}

/** The same, as `kind at`, in short. */
export function found(
  body: unknown,
  schema: JsonObject,
  schemas: JsonObject = {},
): readonly string[] {
  return judge(body, schema, schemas).map(({ kind, at }) =>
    `${kind} ${at}`.trim(),
  )
}

/** Why rules of the schema judge nothing. */
export function unjudgedIn(
  schema: JsonObject,
  schemas: JsonObject = {},
): readonly string[] {
  const contract = contractOf(schema, schemas)
  const made = createValidator(contract).bodyJudge(...onlyBody(contract))
  if (made.kind !== 'ready') throw new Error(made.message)
  return made.unjudged.map(({ fact }) => fact)
}
