/** A section of the terminal: a heading, and indented lines. */

/** Empty without lines. */
export function section(heading: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return []
  return ['', heading, ...lines.map((line) => `  ${line}`.trimEnd())]
}
