/** One test for each case of Seam's web components in a customer's page. */
import { selectComponents } from '../src/cases/components.ts'
import { currentSettings } from '../src/config/run-id.ts'
import { inPackage } from '../src/config/package-folder.ts'
import { loadContract } from '../src/contract/load.ts'
import { webComponents } from '../src/contract/pins.ts'
import { titleOf } from '../src/report/allure/labels.ts'
import { annotationsOf, bodyOf } from './case.ts'
import { test } from './fixtures.ts'

const settings = currentSettings()
const contract = loadContract(inPackage(webComponents.file))

for (const item of selectComponents(settings)) {
  test(
    titleOf(item),
    annotationsOf(item, { settings, driver: 'components' }),
    bodyOf(item, { contract, settings }),
  )
}
