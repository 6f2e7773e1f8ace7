/** Reads the security requirements of an operation. */
import { listOr, objectOr } from '../model/json.ts'
import type { JsonObject } from '../model/contract.ts'

/** The alternatives in order; ` + ` joins schemes that are required together. An
 * empty name means that no credential is required: `{}` among the alternatives,
 * or an empty list (OpenAPI 3.0.3 §4.7.10). No names where the contract has no
 * `security`. */
export function readSecurity(
  document: JsonObject,
  operation: JsonObject,
): readonly string[] {
  const said = operation['security'] ?? document['security']
  if (said === undefined) return []
  const names = listOr(said).map((one) =>
    Object.keys(objectOr(one)).join(' + '),
  )
  return names.length === 0 ? [''] : [...new Set(names)]
}
