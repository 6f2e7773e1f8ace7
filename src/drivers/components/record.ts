/** The record: how a case of web components is named and reported. */
import type { Outcome } from '../../model/outcome.ts'
import type { Place } from '../../model/problem.ts'
import { createSecrets, redacted } from '../../secrets/redact.ts'
import type { Tools } from '../../run/context.ts'
import type { ComponentCase } from './cases.ts'
import type { ComponentsPackage } from './package.ts'

/** What is tested, against what. */
export type Setting = {
  readonly tools: Tools
  readonly components: ComponentsPackage
  /** Where the case is written down. */
  readonly place: Place
}

/** The release under test stands where a scenario has its matrix row. */
export function nameCase(
  { id, title }: Pick<ComponentCase, 'id' | 'title'>,
  { name }: ComponentsPackage,
) {
  return { id, title: `${title} [${name}]`, row: { components: name } }
}

export function describeCase(
  item: ComponentCase,
  { tools: { target }, components, place }: Setting,
) {
  const { id, title, row } = nameCase(item, components)
  const { owner, severity, tags } = item
  return {
    caseId: id,
    title,
    scenarioId: id,
    scenarioTitle: item.title,
    place,
    owner,
    severity,
    tags,
    row,
    target: target.name,
    driver: 'browser' as const, // no other client shows a page
  }
}

/** The outcome of a case that was not even tried, and why. */
export function notRun(
  item: ComponentCase,
  { setting, reason }: { readonly setting: Setting; readonly reason: string },
): Outcome {
  const record = {
    ...describeCase(item, setting),
    status: 'not-judged' as const, // not any text
    reason,
    steps: [],
    cleanup: [],
    startedAtMs: Date.now(),
    durationMs: 0,
  }
  return redacted(record, createSecrets(setting.tools.secrets))
}
