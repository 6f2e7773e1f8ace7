/** One test for each scenario and matrix row: send, judge, report. */
import { currentSettings } from '../src/config/run-id.ts'
import { renderPlace, renderProblem } from '../src/model/problem.ts'
import { problemAnnotations, titleOf } from '../src/report/allure/labels.ts'
import { loadSuite } from '../src/cases/suite.ts'
import { annotationsOf, bodyOf, modeFor } from './case.ts'
import { test } from './fixtures.ts'

const settings = currentSettings()
const { contract, cases, problems } = await loadSuite(settings)

test.describe.configure({ mode: modeFor(cases) })

for (const problem of problems) {
  const where = problem.place ? `${renderPlace(problem.place)} ` : ''
  const title = titleOf({ title: `scenario problem: ${where}${problem.fact}` })
  test(title, problemAnnotations, () => {
    throw new Error(renderProblem(problem))
  })
}

for (const item of cases) {
  test(
    titleOf(item),
    annotationsOf(item, { settings }),
    bodyOf(item, { contract, settings }),
  )
}
