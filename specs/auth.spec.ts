/** One test for each cell of the authentication matrix: every operation of the
 * contract against every credential. */
import { currentSettings } from '../src/current.ts'
import { loadSuite } from '../src/suite.ts'
import { testCases } from './case.ts'

const settings = currentSettings()
const { contract, cells } = await loadSuite(settings)

testCases(cells, { contract, settings })
