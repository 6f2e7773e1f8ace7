/** The looks at a cause, as a string: `x` seen, `.` not seen, `?` not looked. A
 * `?` neither makes nor breaks a row. */

const kept = 21

export function withLook(looks: string, look: 'x' | '.' | '?'): string {
  return `${looks}${look}`.slice(-kept)
}

/** The last of those that looked. */
export function lastLooks(looks: string, count: number): string {
  return looks.replaceAll('?', '').slice(-count)
}

/** How often seen and not seen follow each other. */
export function changesIn(looks: string): number {
  return [...looks].filter(
    (look, index) => index > 0 && look !== looks[index - 1],
  ).length
}
