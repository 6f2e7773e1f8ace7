/** The labels of a case in the report, given before it runs. */
import type { JsonObject } from '../../model/contract.ts'
import type { CellName, Scenario } from '../../model/scenario.ts'
import { caseAnnotation } from '../playwright/envelope.ts'
import type { CaseLabel } from '../playwright/envelope.ts'
import { visible, visibleJson } from '../../secrets/visible.ts'

export type Annotations = {
  readonly annotation: { type: string; description: string }[]
  readonly tag: string[]
}

/** What a report needs to know of a case before it runs. */
export type Labelled = {
  readonly id: string
  readonly scenario: Pick<
    Scenario,
    'id' | 'title' | 'owner' | 'severity' | 'tags'
  >
  readonly row: JsonObject
  readonly cell?: CellName
}

/** JUnit and the file system get it as well as people. */
export function titleOf({ title }: { readonly title: string }): string {
  return visible(title, 5000)
}

/** For `test(title, annotationsFor(…), body)`. */
export function annotationsFor(
  { id, row, cell, scenario }: Labelled,
  { target, driver }: { readonly target: string; readonly driver: string },
): Annotations {
  const label: CaseLabel = {
    caseId: id,
    driver,
    target,
    row: { ...row, ...cell },
  }
  return {
    annotation: [
      { type: 'allure.label.epic', description: 'Seam client sessions' },
      {
        type: 'allure.label.feature',
        description: cell ? 'Authentication' : visible(featureOf(scenario.id)),
      },
      { type: 'allure.label.story', description: visible(scenario.title) },
      { type: 'allure.label.severity', description: scenario.severity },
      { type: 'allure.label.owner', description: visible(scenario.owner) },
      { type: caseAnnotation, description: visibleJson(label) },
    ],
    tag: scenario.tags.map((tag) => `@${visible(tag.replace(/^@|\s+/g, ''))}`),
  }
}

/** For a test that fails because our own input is wrong. */
export const problemAnnotations: Annotations = {
  annotation: [
    { type: 'allure.label.epic', description: 'Seam client sessions' },
    { type: 'allure.label.feature', description: 'Scenario problems' },
    { type: 'allure.label.failure', description: 'scenario' },
  ],
  tag: [],
}

/** `lifecycle/every-method` → `Lifecycle`. */
export function featureOf(scenarioId: string): string {
  const folders = scenarioId.split('/').slice(0, -1)
  const words = folders.join(', ').replaceAll(/[-_]+/g, ' ')
  return words === ''
    ? 'Scenarios'
    : `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}
