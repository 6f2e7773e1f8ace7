/** Checks that a request of ours can have what the contract asks for. */
import { isOwnForm, whyUnsatisfied } from '../../contract/credential-forms.ts'
import type {
  Contract,
  JsonObject,
  JsonValue,
  Operation,
} from '../../model/contract.ts'
import { objectOr } from '../../model/json.ts'
import type { Path } from '../../model/path.ts'
import { own } from '../json.ts'
import type { Fault } from '../parse/source.ts'
import { quote } from './closest.ts'

type Written = { readonly call: JsonValue; readonly path: Path }

export function checkSendable(
  written: Written,
  {
    operation,
    contract: { document },
  }: { readonly operation: Operation; readonly contract: Contract },
): readonly Fault[] {
  return [
    ...checkForm(written, operation),
    ...checkOwn(written, { operation, document }),
  ]
}

/** What the contract asks for in a form that no request of ours has would be sent
 * in another one, and the API blamed for it. */
function checkForm(
  { call, path }: Written,
  { key, unsendable = [] }: Operation,
): readonly Fault[] {
  const body = objectOr(own(call, 'body'))
  return unsendable
    .filter(
      ({ parameter, isCredential, isRequired }) =>
        (parameter === undefined ||
          isRequired === true ||
          Object.hasOwn(body, parameter)) &&
        !(isCredential && own(call, 'as') !== undefined),
    )
    .map(({ parameter, fact }) => ({
      code: 'value-invalid',
      fact: `${key} needs ${fact}, which Seamwatch cannot send`,
      hint: 'remove the call: requests go to the target, with their parameters in the query or a JSON body, and one credential in a header',
      spot:
        parameter === undefined || !Object.hasOwn(body, parameter)
          ? { path: [...path, 'call'], at: 'value' }
          : { path: [...path, 'body', parameter], at: 'key' },
    }))
}

/** A step without `as` sends the monitor's own credential, which would be judged
 * in the place of another one. */
function checkOwn(
  { call, path }: Written,
  {
    operation: { key, security },
    document,
  }: { readonly operation: Operation; readonly document: JsonObject },
): readonly Fault[] {
  if (own(call, 'as') !== undefined || security.includes('')) return []
  const sent = security.filter(
    (it) => whyUnsatisfied(document, it) === undefined,
  )
  const [first] = sent
  if (first === undefined || sent.some((it) => isOwnForm(document, it)))
    return []
  return [
    {
      code: 'credential-unknown',
      fact: `${key} accepts ${sent.map(quote).join(' or ')}, which the monitor's own credential is not`,
      hint: `write "as": { ${first}: token }, or none`,
      spot: { path: [...path, 'call'], at: 'value' },
    },
  ]
}
