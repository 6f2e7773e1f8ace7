/** One change's Allure result, completed from its label. */
import { createHash } from 'node:crypto'
import type { AllureReporter } from 'allure-playwright'

type Listener = NonNullable<
  ConstructorParameters<typeof AllureReporter>[0]['listeners']
>[number]
type Result = Parameters<NonNullable<Listener['beforeTestResultWrite']>>[0]

export type ChangeLabel = {
  readonly fingerprint: string
  /** In place of the title of the test: Playwright and Allure read tags and
   * labels out of titles, and this one has names of other people in it. */
  readonly title: string
  readonly message: string
  /** Its category in `reports/allurerc.mjs`. */
  readonly failure: string
  /** It could not be judged. */
  readonly isBroken?: true
}

/** Type of the annotation that carries a `ChangeLabel` as JSON. */
export const changeAnnotation = 'allure.label.seamwatch-change'

/** @returns false where the test is of no change. */
export function enrichChange(result: Result): boolean {
  const name = changeAnnotation.replace('allure.label.', '')
  const found = result.labels.find((label) => label.name === name)
  if (!found) return false
  const label = JSON.parse(found.value) as ChangeLabel // by `changeTests`
  const id = createHash('md5')
    .update(`change ${label.fingerprint}`)
    .digest('hex')
  // Without versions, and whatever the title: a lasting risk is one row.
  const ids = { testCaseId: id, historyId: id, parameters: [] }
  Object.assign(result, { ...ids, name: label.title })
  result.labels = result.labels.filter((other) => other !== found)
  result.labels.push({ name: 'failure', value: label.failure })
  const { statusDetails } = result
  statusDetails.message = label.message
  delete statusDetails.trace // a line of ours
  if (label.isBroken) Object.assign(result, { status: 'broken' })
  // Each operation is hit; Playwright calls a step that does nothing passed.
  for (const step of result.steps)
    if (step.attachments.length === 0)
      Object.assign(step, { status: result.status })
  return true
}
