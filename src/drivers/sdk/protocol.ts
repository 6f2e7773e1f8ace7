/** Protocol: the lines between us and the process of an SDK. */
import { z } from 'zod'
import type { JsonObject } from '../../model/contract.ts'
import type { TaggedValue } from '../../model/client-call.ts'

/** How to make the client: its options, or a function of its class. */
export type Connect =
  | { readonly options: JsonObject }
  | {
      readonly factory: {
        readonly name: string
        readonly arguments: readonly TaggedValue[]
      }
    }

/** One call, as one line on the standard input. */
export type CallLine = Connect & {
  readonly endpoint: string
  /** `clientSessions`, `getOrCreate` */
  readonly method: readonly string[]
  readonly parameters: readonly TaggedValue[]
  /** Beside that of the endpoint. */
  readonly allowedPorts: readonly number[]
  /** The host looks for them in what the client throws. */
  readonly secrets: readonly string[]
}

const thrown = z.object({
  class: z.string(),
  ancestors: z.array(z.string()),
  message: z.string(),
  fields: z.record(z.string(), z.json()),
})

/** What a host refused: `host:port` of connections, and the rest. */
export const notes = z.object({
  elsewhere: z.array(z.string()),
  /** Absent where the host cannot refuse more. */
  refused: z
    .array(z.object({ kind: z.enum(['process', 'file']), what: z.string() }))
    .exactOptional(),
})

const ofCall = {
  id: z.number(),
  ...notes.shape,
  /** Absent where the host cannot say which call printed. */
  hasPrinted: z.boolean().exactOptional(),
  /** Absent where it has not, or the host cannot see it. */
  hasChangedArguments: z.boolean().exactOptional(),
}

/** What the host writes on file descriptor 3. */
export const hostLine = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('unloadable'), why: z.string() }),
  z.object({
    ...ofCall,
    kind: z.literal('returned'),
    value: z.json().exactOptional(),
  }),
  z.object({
    ...ofCall,
    kind: z.literal('threw'),
    error: thrown,
    shown: z.array(z.enum(['message', 'stack', 'inspect', 'JSON'])),
  }),
  z.object({ ...ofCall, kind: z.literal('missing'), method: z.string() }),
])

export type HostLine = z.infer<typeof hostLine>
export type ResultLine = Extract<HostLine, { readonly id: number }>
