/** Alternatives in words: `401`, `401 or 403`, `400, 401 or 403`. */
export function anyOf(items: readonly (string | number)[]): string {
  const first = items.slice(0, -1).join(', ')
  const last = `${items.at(-1) ?? ''}`
  return first === '' ? last : `${first} or ${last}`
}
