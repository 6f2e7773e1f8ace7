/** Sending: a bound call with its credential, as one exchange. */
import { authenticate, ownScheme } from '../auth/credential.ts'
import type { Authentication } from '../auth/credential.ts'
import type { Operation } from '../model/contract.ts'
import type { Exchange, Header } from '../model/exchange.ts'
import { invalidAuthentication } from '../auth/invalid-credential.ts'
import type { BoundCall } from '../scenario/bind.ts'
import { toRequest } from '../scenario/request.ts'
import type { Tools } from './context.ts'
import { userAgent } from '../transport/version.ts'

/** A call whose every name is filled in. */
export type Bound = Extract<BoundCall, { kind: 'bound' }>

/** The credential of a call; undefined when the target offers none such. */
export function authenticationOf(
  call: Bound,
  { contract, target }: Tools,
): Authentication | undefined {
  const { credential } = call
  const { keyring } = target
  switch (credential.kind) {
    case 'none':
      return authenticate(contract, 'none', { keyring })
    case 'default':
      return authenticate(contract, ownScheme(keyring), { keyring })
    case 'scheme':
      return authenticate(contract, credential.scheme, { keyring })
    case 'token':
      return authenticate(contract, credential.scheme, {
        keyring,
        token: credential.token,
      })
    case 'invalid':
      return invalidAuthentication(credential, { contract, keyring })
    default:
      return credential satisfies never
  }
}

export function sendCall(
  call: Bound,
  {
    operation,
    authentication,
    tools,
    probe,
  }: {
    readonly operation: Operation
    readonly authentication: Authentication
    readonly tools: Tools
    /** Names the case, where the request is meant to be refused. */
    readonly probe?: string
  },
): Promise<Exchange> {
  const request = toRequest(call, operation)
  // Whoever reads the API's logs can tell a probe from an attack.
  const mark: readonly Header[] =
    probe === undefined ? [] : [['seamwatch-probe', encodeURI(probe)]]
  return tools.driver.send({
    ...request,
    headers: [
      ...request.headers,
      ['user-agent', userAgent],
      ...mark,
      ...authentication.headers,
    ],
  })
}
