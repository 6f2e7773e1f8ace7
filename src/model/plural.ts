/** A count with its noun: `1 case`, `2 cases`, `3 bodies`. */
export function plural(
  count: number,
  one: string,
  many: string = `${one}s`,
): string {
  return `${count} ${count === 1 ? one : many}`
}
