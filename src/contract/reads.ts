/** Finds the operations that change nothing, from the contract itself. */
import { resolvePointer } from '../model/json-pointer.ts'
import { isJsonObject } from '../model/json.ts'
import { isWriteByName, isWriteName } from '../model/write-names.ts'
import type { Contract, JsonValue, Operation } from '../model/contract.ts'

/** Keys of the operations that only read.
 *
 * A GET is safe (RFC 9110 §9.2.1). A POST is a read where the contract gives it
 * the same name as a GET of the same path (`x-fern-sdk-method-name`: both are
 * `list`): it is that call with its parameters in the body. Any other operation
 * may change something, and so may one that is called a write: a contract may
 * be wrong. */
export function readsOf({
  operations,
  document,
}: Contract): ReadonlySet<string> {
  const all = [...operations.values()].filter(
    (it) => !isWriteByName(it.path) && !isWriteName(methodOf(it, document)),
  )
  const safe = all.filter(({ method }) => method === 'GET')
  const names = new Set(safe.flatMap((it) => nameOf(it, document) ?? []))
  const reads = all.filter((it) => {
    if (it.method === 'GET') return true
    const name = nameOf(it, document)
    return it.method === 'POST' && name !== undefined && names.has(name)
  })
  return new Set(reads.map(({ key }) => key))
}

/** `/client_sessions/list list` */
function nameOf(
  { path, pointer }: Operation,
  document: JsonValue,
): string | undefined {
  const name = methodOf({ pointer }, document)
  return name === '' ? undefined : `${path} ${name}`
}

/** Empty where the contract does not say. */
function methodOf(
  { pointer }: Pick<Operation, 'pointer'>,
  document: JsonValue,
): string {
  const node = resolvePointer(document, pointer)
  const name = isJsonObject(node) ? node['x-fern-sdk-method-name'] : undefined
  return typeof name === 'string' ? name : ''
}
