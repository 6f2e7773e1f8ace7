/** Keys that cases share: a session under a key is there for each case that sends
 * that key, so an API may answer one by what another has created. */
import { isCreating } from '../model/creating.ts'
import type { Call, Case } from '../model/scenario.ts'
import { own, textOf } from '../scenario/json.ts'

/** A marker is of its case alone. */
const marker = /\$\{\{\s*(?:run\.marker|marker\()/

/** Whether another case may create under the same key. */
export function sharesKey({ scenario }: Case): boolean {
  return scenario.steps.some(({ call }) => isOfSharedKey(call))
}

function isOfSharedKey({ path, body }: Call): boolean {
  const key = own(body, 'user_identifier_key')
  if (key === undefined || !isCreating({ method: 'POST', path })) return false
  return !marker.test(textOf(key) ?? '')
}
