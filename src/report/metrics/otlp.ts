/** Metrics as OTLP over HTTP in JSON. Written by hand: the exporter of
 * OpenTelemetry is 37 MB for one request.
 * @see https://opentelemetry.io/docs/specs/otlp/#otlphttp */
import type { Fetch } from '../../monitor/notify/send.ts'
import type { Family, Labels, Sample } from './family.ts'
import type { Described } from './prometheus.ts'

/** `AGGREGATION_TEMPORALITY_CUMULATIVE` */
const cumulative = 2

/** @param url as OTEL_EXPORTER_OTLP_METRICS_ENDPOINT has it: used as it is.
 * @throws if it is not taken in time. */
export async function sendOtlp(
  described: Described & { readonly nowMs: number },
  {
    url,
    fetch,
    timeoutMs,
  }: {
    readonly url: string
    readonly fetch: Fetch
    readonly timeoutMs: number
  },
): Promise<void> {
  const closing = new AbortController()
  const late = AbortSignal.timeout(timeoutMs)
  try {
    const { status } = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(renderOtlp(described)),
      redirect: 'manual',
      signal: AbortSignal.any([late, closing.signal]),
    })
    if (status < 200 || status > 299)
      throw new Error(`it answered with status ${status}`)
  } finally {
    closing.abort() // its body is not read
  }
}

export function renderOtlp({
  families,
  labels,
  nowMs,
}: Described & { readonly nowMs: number }) {
  const attributes = attributesOf({ 'service.name': 'seamwatch', ...labels })
  const scope = { name: 'seamwatch' }
  const metrics = families.map((family) => metricOf(family, nowMs))
  return {
    resourceMetrics: [
      { resource: { attributes }, scopeMetrics: [{ scope, metrics }] },
    ],
  }
}

function metricOf({ name, help, kind, samples }: Family, nowMs: number) {
  const unit = name.endsWith('_seconds') ? 's' : '1'
  const described = { name, description: help, unit }
  // JSON has no NaN: an operation that did not answer has no times.
  const known = samples.filter(({ value }) => !Number.isNaN(value))
  const points = known.map(({ labels, value }) => ({
    ...pointAt(labels, nowMs),
    asDouble: value,
  }))
  if (kind === 'gauge') return { ...described, gauge: { dataPoints: points } }
  if (kind === 'summary')
    return { ...described, summary: { dataPoints: summaries(known, nowMs) } }
  const sum = {
    aggregationTemporality: cumulative,
    isMonotonic: true,
    dataPoints: points,
  }
  return { ...described, sum }
}

function summaries(samples: readonly Sample[], nowMs: number) {
  const ends = samples.filter(({ part }) => part === 'count')
  return ends.map(({ labels, value }) => {
    const own = samples.filter((it) => it.labels.operation === labels.operation)
    return {
      ...pointAt(labels, nowMs),
      count: String(value), // 64 bits are text in the JSON of protobuf
      sum: own.find(({ part }) => part === 'sum')?.value ?? 0,
      quantileValues: own
        .filter(({ part }) => part === undefined)
        .map((it) => ({
          quantile: Number(it.labels.quantile),
          value: it.value,
        })),
    }
  })
}

function pointAt(labels: Labels, nowMs: number) {
  const timeUnixNano = `${Math.round(nowMs)}000000`
  return { attributes: attributesOf(labels), timeUnixNano }
}

function attributesOf(labels: Labels) {
  return Object.entries(labels).map(([key, stringValue]) => ({
    key,
    value: { stringValue },
  }))
}
