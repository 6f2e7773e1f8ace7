/** CLI end: how a command ended, as the end of a call. */
import type { ClientEnd, ThrownByClient } from '../../model/client-call.ts'
import type { JsonObject, JsonValue } from '../../model/contract.ts'
import { isJsonObject, objectOr } from '../../model/json.ts'
import type { CallLine } from './protocol.ts'
import type { Ended } from './run-program.ts'

type Printed = Pick<Ended, 'code' | 'signal' | 'stdout' | 'stderr'>

/** Exit code 0 returns what is printed; any other throws. */
export function cliEnd(ended: Printed, { parameters }: CallLine): ClientEnd {
  const { code, signal, stdout } = ended
  if (code === null)
    return { kind: 'process-ended', how: `ended by ${signal ?? 'a signal'}` }
  if (code === 0) return { kind: 'returned', value: valueIn(stdout) }
  const error = errorIn(ended, objectOr(parameters[0]))
  return { kind: 'threw', error }
}

/** The CLI prints `{ "client_session": {} }`, where an SDK returns the session;
 * `{}` for nothing. */
function valueIn(stdout: string): JsonValue {
  const printed = parse(stdout)
  if (!isJsonObject(printed)) return printed ?? stdout
  const [first, ...others] = Object.values(printed)
  if (first === undefined) return { $: 'none' }
  return others.length === 0 ? first : printed
}

/** Callers read the type of an error from the standard output. It has no class,
 * so that of the SDKs stands for it. */
function errorIn(
  { stdout, stderr }: Printed,
  parameters: JsonObject,
): ThrownByClient {
  const { error } = objectOr(parse(stdout))
  const { type, message, validation_errors: wrong } = objectOr(error)
  const [, status] = /\[(\d{3})\]/.exec(stderr) ?? []
  if (typeof type !== 'string') return withoutType(stderr.trim() || stdout)
  return {
    class: classOf(type, Number(status)),
    ancestors: [],
    message: String(message ?? type),
    fields: {
      code: type,
      ...(status !== undefined && { statusCode: Number(status) }),
      validationMessages: Object.fromEntries(
        Object.keys(parameters).map((name) => {
          const { _errors: messages = [] } = objectOr(objectOr(wrong)[name])
          return [name, messages]
        }),
      ),
    },
  }
}

function classOf(type: string, status: number): string {
  if (status === 401) return 'SeamCliUnauthorizedError'
  return type === 'invalid_input'
    ? 'SeamCliInvalidInputError'
    : 'SeamCliApiError'
}

/** `CLI Error: Network Error`, and below it `AxiosError: Network Error`. */
function withoutType(printed: string): ThrownByClient {
  const [, name] = /^(\w+): /m.exec(printed) ?? []
  const line = printed.split('\n').find((it) => /\S/.test(it))
  const message = (line ?? 'no reason is given')
    .replace(/^CLI Error: /, '')
    .trim()
  return { class: name ?? 'Error', ancestors: [], message, fields: {} }
}

/** Undefined for a text that is no JSON. */
function parse(text: string): JsonValue | undefined {
  try {
    const value: JsonValue = JSON.parse(text)
    return value
  } catch {
    return undefined
  }
}
