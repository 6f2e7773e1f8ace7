/** Lanes: the calls that are made under conditions. */
import { authenticate } from '../auth/credential.ts'
import type { Authentication } from '../auth/credential.ts'
import { responseKeyOf } from '../contract/response-key.ts'
import type { PreparedCall } from '../drivers/driver.ts'
import type { Contract, Operation } from '../model/contract.ts'
import { groupBy } from '../model/group-by.ts'
import { parametersFor, sentKeyOf } from './asked-call.ts'
import type { Condition } from './condition.ts'
import { conditions } from './conditions.ts'
import { idOf } from './evidence.ts'
import { session } from './replies.ts'

/** Made up: the proxy answers, so no target sees them. */
const keyring = { api_key: 'seam_test1gate_0123456789abcdef' }

export type LaneOptions = {
  readonly contract: Contract
  /** All by default. */
  readonly chosen?: readonly Condition[]
  /** All by default. */
  readonly hasOperation?: (operation: Operation) => boolean
  /** Whether the client can be given such a credential. */
  readonly takes?: (authentication: Authentication) => boolean
}

export type Lane = {
  /** Of its evidence. */
  readonly id: string
  readonly condition: Condition
  /** `x-response-key` of the operation. */
  readonly key: string | null | undefined
  readonly sent: ReturnType<typeof sentKeyOf>
  readonly call: PreparedCall
}

/** The calls: each operation under each condition that it can meet. */
export function lanesOf({
  contract,
  chosen = conditions,
  hasOperation = () => true,
  takes = () => true,
}: LaneOptions): readonly Lane[] {
  return pathsOf(contract)
    .filter(hasOperation)
    .flatMap((operation) => {
      const key = responseKeyOf(operation, contract)
      const sent = sentKeyOf(operation, contract)
      return chosen
        .filter(({ needsKey }) => !needsKey || typeof key === 'string')
        .flatMap((condition) =>
          credentialsFor(condition, { operation, contract })
            .filter(takes)
            .map((authentication): Lane => {
              const parameters = parametersFor(operation)
              const call = { operation, parameters, authentication }
              return {
                id: idOf([operation.path, condition.id, authentication.scheme]),
                condition,
                key,
                sent,
                call,
              }
            }),
        )
    })
}

/** One operation for each path: the SDK chooses the method. */
function pathsOf({ operations }: Contract): readonly Operation[] {
  const paths = groupBy([...operations.values()], ({ path }) => path)
  return [...paths.values()].map(([first]) => first)
}

function credentialsFor(
  { hasSession = false }: Condition,
  {
    operation,
    contract,
  }: { readonly operation: Operation; readonly contract: Contract },
): readonly Authentication[] {
  const token = session.token
  const all = [
    authenticate(contract, 'api_key', { keyring }),
    hasSession && operation.path.endsWith('/get')
      ? authenticate(contract, 'client_session', { keyring, token })
      : undefined,
  ]
  return all.filter((it) => it !== undefined)
}
