/** Families of metrics: a name, and its samples. */

export type Labels = Readonly<Record<string, string>>

export type Sample = {
  readonly labels: Labels
  readonly value: number
  /** Of a summary: what it is, where it is no quantile. */
  readonly part?: 'sum' | 'count'
}

export type Family = {
  readonly name: string
  readonly help: string
  /** A counter falls when a month is no longer kept, as after a restart. */
  readonly kind: 'gauge' | 'counter' | 'summary'
  readonly samples: readonly Sample[]
}

export function gauge(
  name: string,
  {
    help,
    of,
  }: { readonly help: string; readonly of: readonly (Sample | undefined)[] },
): Family {
  const samples = of.flatMap((sample) => sample ?? [])
  return { name: `seamwatch_${name}`, help, kind: 'gauge', samples }
}

export function one(
  value: number | undefined,
  labels: Labels = {},
): Sample | undefined {
  return value === undefined ? undefined : { labels, value }
}

export function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0)
}
