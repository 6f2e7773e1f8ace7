/** Measures work that is done again and again, and sets it beside another. */
import { performance } from 'node:perf_hooks'
import pLimit from 'p-limit'

export type Measured = {
  /** Per second of wall time. */
  readonly perSecond: number
  /** Seconds of this process's CPU for a thousand. */
  readonly cpuPerThousand: number
}

/** @param times how often; @param atOnce how many at a time. */
export async function measure(
  work: () => Promise<unknown>,
  { times, atOnce }: { readonly times: number; readonly atOnce: number },
): Promise<Measured> {
  const limit = pLimit(atOnce)
  const cpu = process.cpuUsage()
  const start = performance.now()
  await Promise.all(Array.from({ length: times }, () => limit(work)))
  const seconds = (performance.now() - start) / 1000
  const { user, system } = process.cpuUsage(cpu)
  return {
    perSecond: times / seconds,
    cpuPerThousand: (user + system) / 1000 / times,
  }
}

/** Rounds in turn, A B C A B C …, so that a machine that slows down slows all;
 * the median of each. */
export async function inTurn(
  contestants: Readonly<Record<string, () => Promise<Measured>>>,
  rounds: number,
): Promise<Readonly<Record<string, Measured>>> {
  const results = new Map<string, Measured[]>()
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, run] of Object.entries(contestants)) {
      const measured = await run()
      // The first round warms up and is not counted.
      if (round > 0) results.set(name, [...(results.get(name) ?? []), measured])
    }
  }
  return Object.fromEntries(
    [...results].map(([name, all]) => [
      name,
      {
        perSecond: median(all.map((it) => it.perSecond)),
        cpuPerThousand: median(all.map((it) => it.cpuPerThousand)),
      },
    ]),
  )
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
