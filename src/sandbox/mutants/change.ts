/** Changes: faults that alter the response of an operation that succeeds. */
import type { Authorized, Fault } from '../faults.ts'
import type { JsonObject, RawWriter, Reply } from '../replies.ts'

type Change = (body: JsonObject) => Reply['body']

/** Alters the whole response of a success. */
export function onSuccess(
  operation: string,
  change: (reply: Reply) => Reply | RawWriter,
): Fault {
  return {
    altersOnly: [200],
    reply: (reply, call) =>
      call.operation === operation && reply.status === 200
        ? change(reply)
        : reply,
  }
}

/** Alters the body of a success. */
export function onBody(operation: string, change: Change): Fault {
  return onSuccess(operation, (reply) => {
    const body = isObject(reply.body) ? change(reply.body) : reply.body
    const { body: _, ...rest } = reply
    return body === undefined ? rest : { ...rest, body }
  })
}

/** Alters every session in the body of a success. */
export function onSession(
  operation: string,
  change: (session: JsonObject) => unknown,
): Fault {
  return onBody(operation, (body) => {
    const { client_session: one, client_sessions: many } = body
    return {
      ...body,
      ...(isObject(one) && { client_session: change(one) }),
      ...(Array.isArray(many) && {
        client_sessions: many.map((item) =>
          isObject(item) ? change(item) : item,
        ),
      }),
    }
  })
}

/** Alters what an operation does with an accepted request. */
export function onHandle(
  operation: string,
  act: (
    authorized: Authorized,
    next: (authorized: Authorized) => Reply,
  ) => Reply,
): Fault {
  return {
    handle: (authorized, next) =>
      authorized.call.operation === operation
        ? act(authorized, next)
        : next(authorized),
  }
}

/** The operation does not see these parameters. */
export function ignoring(operation: string, names: readonly string[]): Fault {
  return onHandle(operation, (authorized, next) =>
    next({
      ...authorized,
      parameters: without(authorized.parameters, ...names),
    }),
  )
}

export function without(from: JsonObject, ...names: readonly string[]) {
  return Object.fromEntries(
    Object.entries(from).filter(([name]) => !names.includes(name)),
  )
}

export function isObject(value: unknown): value is JsonObject {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Uint8Array)
  )
}
