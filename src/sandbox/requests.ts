/** Requests: the parameters of each operation, and how they are parsed. */
import { z } from 'zod'
import type { Call } from './calls.ts'
import { ApiError } from './errors.ts'
import type { JsonObject } from './replies.ts'

type Identities = {
  readonly user_identity_id?: string | undefined
  readonly user_identity_ids?: readonly string[] | undefined
}

// `z.uuid` also judges the version digit, which the contract's format does not.
const uuid = z.guid()
const onlyOne = (item: z.ZodType<string>) => z.array(item).length(1).optional()

const grants = {
  connect_webview_ids: z.array(z.string()).optional(),
  connected_account_ids: z.array(z.string()).optional(),
}

const getOrCreateFields = z.object({
  ...grants,
  expires_at: z.iso.datetime({ offset: true }).optional(),
  user_identifier_key: z.string().min(1).optional(),
  user_identity_id: uuid.optional(),
  user_identity_ids: onlyOne(uuid),
})

const oneIdentity = {
  message: 'user_identity_id and user_identity_ids name different identities',
  path: ['user_identity_ids'],
}

export const getOrCreateInput = getOrCreateFields.refine(
  namesOneIdentity,
  oneIdentity,
)

export const createInput = getOrCreateFields
  .extend({
    customer_id: z.string().optional(),
    customer_key: z.string().min(1).optional(),
  })
  .refine(namesOneIdentity, oneIdentity)

export const getInput = z.object({
  client_session_id: uuid.optional(),
  user_identifier_key: z.string().optional(),
})

export const grantAccessInput = z
  .object({
    ...grants,
    client_session_id: z.string().optional(),
    user_identifier_key: z.string().optional(),
    user_identity_id: z.string().optional(),
    user_identity_ids: onlyOne(z.string()),
  })
  .refine(namesOneIdentity, oneIdentity)

export const listInput = z.object({
  client_session_id: z.string().optional(),
  connect_webview_id: z.string().optional(),
  user_identifier_key: z.string().optional(),
  user_identity_id: z.string().optional(),
  without_user_identifier_key: z.boolean().optional(),
})

/** In a query, a boolean is one of these two words. */
export const listQuery = listInput.extend({
  without_user_identifier_key: z
    .enum(['true', 'false'])
    .transform((word) => word === 'true')
    .optional(),
})

export const sessionIdInput = z.object({ client_session_id: uuid })

export type CreateInput = z.infer<typeof createInput>
export type GetInput = z.infer<typeof getInput>
export type GrantAccessInput = z.infer<typeof grantAccessInput>
export type ListInput = z.infer<typeof listInput>
export type SessionIdInput = z.infer<typeof sessionIdInput>

/** The identity that a request names, in the current form or the older one. */
export function identityOf(input: Identities): string | undefined {
  return input.user_identity_id ?? input.user_identity_ids?.[0]
}

function namesOneIdentity(input: Identities): boolean {
  const older = input.user_identity_ids?.[0]
  return older === undefined || identityOf(input) === older
}

/** @throws ApiError `invalid_input`, with `validation_errors` by property. */
export function parseInput<Input>(
  schema: z.ZodType<Input>,
  parameters: JsonObject,
): Input {
  const result = schema.safeParse(parameters)
  if (result.success) return result.data
  const facts = result.error.issues.map(
    (issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`,
  )
  throw new ApiError('invalid_input', facts.join('; '), {
    validation_errors: z.formatError(result.error),
  })
}

const anyObject = z.record(z.string(), z.unknown())

/** An empty body has no parameters: most operations require none.
 * @throws ApiError unless the body is a JSON object with its content type. */
export async function readJsonBody(call: Call): Promise<JsonObject> {
  const text = await call.readBody()
  if (text === '') return {}
  const mediaType = call.headers['content-type']?.split(';')[0]?.trim()
  if (mediaType?.toLowerCase() !== 'application/json') {
    throw new ApiError(
      'invalid_content_type',
      'A body must come with the content type application/json',
    )
  }
  return parseInput(anyObject, parseJson(text))
}

function parseJson(text: string): JsonObject {
  try {
    return JSON.parse(text)
  } catch {
    throw new ApiError('invalid_json', 'The body is not JSON')
  }
}
