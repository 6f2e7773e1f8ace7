/** Write names: operations that change something, whatever a contract says. */

const writes: ReadonlySet<string> = new Set([
  'create',
  'get_or_create',
  'grant_access',
  'update',
  'delete',
  'revoke',
])

/** Whether any part of the path, however it is written, names a write. */
export function isWriteByName(path: string): boolean {
  return decoded(path)
    .split(/[/\\?#;]/)
    .some((part) => writes.has(nameOf(part)))
}

/** Whether `x-fern-sdk-method-name`, or any other name, is that of a write. */
export function isWriteName(name: string): boolean {
  return writes.has(nameOf(name))
}

/** `getOrCreate`, `GET-OR-CREATE` and `get_or_create` are one name. */
function nameOf(text: string): string {
  return text
    .trim()
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .replaceAll(/[\s.-]+/g, '_')
    .toLowerCase()
}

/** A server may decode a path more than once. */
function decoded(path: string): string {
  let text = path
  for (let turn = 0; turn < 3; turn += 1) {
    text = text.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) =>
      String.fromCodePoint(Number.parseInt(hex, 16)),
    )
  }
  return text
}
