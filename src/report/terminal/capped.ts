/** The first lines of a long list, indented, and how many more there are. */
export function capped(
  lines: readonly string[],
  atMost: number,
): readonly string[] {
  const hidden = lines.length - atMost
  return [
    ...lines.slice(0, atMost).map((line) => `  ${line}`),
    ...(hidden > 0 ? [`  … and ${hidden} more`] : []),
  ]
}
