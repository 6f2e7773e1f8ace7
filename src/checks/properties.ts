/** Properties: lists the places in a body, for the coverage of the contract. */

const deepest = 32

/** @returns places such as `client_sessions[].token`, each once. */
export function propertiesOf(body: unknown): readonly string[] {
  const places = new Set<string>()
  collect(body, '', places, 0)
  return [...places]
}

// Runs for every place of every response: plain arguments, no objects.
// oxlint-disable-next-line max-params
function collect(
  value: unknown,
  at: string,
  places: Set<string>,
  depth: number,
): void {
  if (typeof value !== 'object' || value === null || depth > deepest) return
  if (Array.isArray(value)) {
    for (const item of value) collect(item, `${at}[]`, places, depth + 1)
    return
  }
  const prefix = at === '' ? '' : `${at}.`
  for (const name of Object.keys(value)) {
    const place = prefix + name
    places.add(place)
    const child: unknown = value[name as never] // one of its own keys
    if (typeof child === 'object') collect(child, place, places, depth + 1)
  }
}
