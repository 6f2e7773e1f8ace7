/** A run without a test runner, for tests that kill it: the same sweeps, cases
 * and ledger, in a process that starts in a moment. */
import { ledgerFolder } from '../../../src/cleanup/ledger.ts'
import { currentSettings } from '../../../src/config/run-id.ts'
import { createNodeHttpTransport } from '../../../src/transport/node-http.ts'
import { runCase } from '../../../src/run/case.ts'
import { planCase } from '../../../src/scenario/plan.ts'
import { loadSuite } from '../../../src/cases/suite.ts'
import { sweepTarget } from '../../../src/cleanup/sweep-target.ts'
import { createTools } from '../../../src/run/context.ts'

const settings = currentSettings()
const { choice, limits, reportsDir, runId } = settings
if (choice.kind === 'embedded') throw new Error('there is nothing to kill')
const { contract, cases } = await loadSuite(settings)
const { target } = choice
const around = {
  target,
  contract,
  limits,
  reportsDir,
  runId,
  olderThanMs: settings.sweepOlderThanMs,
  open: createNodeHttpTransport,
}
const before = await sweepTarget({ ...around, when: 'before' })
const tools = await createTools({
  target,
  contract,
  limits,
  runId,
  ledgerFolder: ledgerFolder(reportsDir),
  open: createNodeHttpTransport,
})
for (const item of cases) await runCase(planCase(item, contract), { tools })
await tools.driver.close()
tools.ledger.close()
const after = await sweepTarget({ ...around, when: 'after' })
process.stdout.write(JSON.stringify({ before, after }))
