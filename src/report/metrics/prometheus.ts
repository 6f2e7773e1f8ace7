/** Metrics in the text format of Prometheus, by prom-client: in a file, and for a
 * Pushgateway. Without timestamps, as both want it. */
import { Counter, Gauge, Pushgateway, Registry, Summary } from 'prom-client'
import type { Family, Labels } from './family.ts'

export type Described = {
  readonly families: readonly Family[]
  /** Of each sample: `target`, `driver`. */
  readonly labels: Labels
}

export async function renderMetrics(described: Described): Promise<string> {
  return (await registryOf(described)).metrics()
}

/** Replaces what the gateway has of this target.
 * @throws if the gateway does not take it in time. */
export async function pushMetrics(
  described: Described,
  { url, timeoutMs }: { readonly url: string; readonly timeoutMs: number },
): Promise<void> {
  const registry = await registryOf(described)
  const options = {
    signal: AbortSignal.timeout(timeoutMs),
    rejectUnauthorized: true, // whatever the environment says
    headers: { 'Content-Type': registry.contentType },
  }
  const { target = '', driver = 'api' } = described.labels
  await new Pushgateway(url, options, registry).push({
    jobName: 'seamwatch',
    groupings: driver === 'api' ? { target } : { target, driver },
  })
}

async function registryOf({ families, labels }: Described): Promise<Registry> {
  const registry = new Registry()
  registry.setDefaultLabels(labels)
  for (const family of families) await register(family, registry)
  return registry
}

async function register(family: Family, registry: Registry): Promise<void> {
  const { name, help, kind, samples } = family
  const labelNames = samples.flatMap((it) => Object.keys(it.labels))
  const described = { name, help, labelNames, registers: [registry] }
  if (kind === 'gauge') {
    const gauge = new Gauge(described)
    for (const { labels, value } of samples) gauge.set({ ...labels }, value)
  } else if (kind === 'counter') {
    const counter = new Counter(described)
    for (const { labels, value } of samples) counter.inc({ ...labels }, value)
  } else {
    // It computes quantiles; ours are exact, of a run that has ended.
    const summary = new Summary({ name, help, registers: [] })
    const empty = await summary.get()
    const values = samples.map(({ labels, value, part }) => ({
      labels: { ...labels },
      value,
      ...(part && { metricName: `${name}_${part}` }),
    }))
    const given = { get: () => Promise.resolve({ ...empty, values }) }
    registry.registerMetric(Object.assign(summary, given))
  }
}
