/** One test for each cell of the authentication matrix: every operation of the
 * contract against every credential. */
import { currentSettings } from '../src/config/run-id.ts'
import { loadSuite } from '../src/cases/suite.ts'
import { titleOf } from '../src/report/allure/labels.ts'
import { annotationsOf, bodyOf, modeFor } from './case.ts'
import { test } from './fixtures.ts'

const settings = currentSettings()
const { contract, cells } = await loadSuite(settings)

test.describe.configure({ mode: modeFor(cells) })

for (const item of cells) {
  test(
    titleOf(item),
    annotationsOf(item, { settings }),
    bodyOf(item, { contract, settings }),
  )
}
