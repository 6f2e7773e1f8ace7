/** The command line: parses arguments, calls a command, sets the exit code. */
import { Command } from 'commander'
import { addCommand } from './commands/add-command.ts'
import type { BrowserOptions } from './commands/browser.ts'
import {
  auditCodes,
  compareCodes,
  exitCodes,
  gateCodes,
  judgeCodes,
  mergeCodes,
  reviewCodes,
  sweepCodes,
} from './commands/exit-codes.ts'
import { exitCodeOf } from './commands/failure.ts'
import { dropBlank } from './config/environment.ts'
import type { CommandName } from './config/options.ts'
import { read } from './config/read-option.ts'
import type { Given } from './config/read-option.ts'
import { printError, printOut } from './secrets/terminal.ts'
import { version } from './transport/version.ts'

dropBlank(process.env)

// Each command is loaded when it is called: none waits for the others' parts.

const program = new Command('seamwatch')
  .description('Contract tests and monitoring for Seam client sessions')
  .showHelpAfterError('(seamwatch --help lists the commands)')
  .version(version)
  // Its messages quote the arguments; each ends with a line break.
  .configureOutput({
    writeOut: (text) => printOut(text.replace(/\n$/, '')),
    writeErr: (text) => printError(text.replace(/\n$/, '')),
  })
  .exitOverride()

add('run')
  .description('run the scenarios, judge every response, write the reports')
  .addHelpText('after', exitCodes)
  .action(async (given: Given) => {
    const { run } = await import('./commands/run.ts')
    process.exitCode = await run(given)
  })

add('merge')
  .description('one verdict and one report of the shards of a run')
  .argument('<dirs...>', 'the folder for reports of each shard')
  .addHelpText('after', mergeCodes)
  .action(async (folders: readonly string[], given: Given) => {
    const { merge } = await import('./commands/merge.ts')
    process.exitCode = await merge(folders, given)
  })

add('check')
  .description('check the scenarios and the known issues; nothing is sent')
  .action(async (given: Given) => {
    const { check } = await import('./commands/check.ts')
    process.exitCode = await check(given)
  })

add('sweep')
  .description('delete the sessions that earlier runs left behind')
  .addHelpText('after', sweepCodes)
  .action(async (given: Given) => {
    const { sweep } = await import('./commands/sweep.ts')
    process.exitCode = await sweep(given)
  })

add('sandbox')
  .description('start the sandbox, a stateful twin of the API, on loopback')
  .action(async (given: Given) => {
    const { sandbox } = await import('./commands/sandbox.ts')
    await sandbox(given)
  })

add('browser')
  .description('print which browser is used; install one if there is none')
  .action(async (options: BrowserOptions) => {
    const { browser } = await import('./commands/browser.ts')
    process.exitCode = await browser(options)
  })

const contract = program
  .command('contract')
  .showHelpAfterError('(seamwatch contract --help lists its commands)')
  .description('the contract that responses are judged by')

add('contract pull', contract)
  .description('extract the contract from the published document')
  .action(async (given: Given) => {
    const { pull } = await import('./commands/contract.ts')
    const source = { env: process.env, given }
    await pull({ from: read('from', source), out: read('out', source) })
  })

add('contract sdks', contract)
  .description("note what releases of Seam's SDKs send and read")
  .argument('[releases...]', 'NAME@VERSION; those already noted by default')
  .action(async (releases: readonly string[]) => {
    const { sdks } = await import('./commands/contract-sdks.ts')
    process.exitCode = await sdks(releases)
  })

add('report')
  .description('render the Allure report of the last run again')
  .action(async (given: Given) => {
    const { report } = await import('./commands/report.ts')
    process.exitCode = await report(given)
  })

add('audit')
  .description('look for secrets in what runs have written')
  .argument('[dir]', 'the folder; the one for reports by default')
  .addHelpText('after', auditCodes)
  .action(async (folder: string | undefined, given: Given) => {
    const { audit } = await import('./commands/audit.ts')
    const source = { env: process.env, given }
    process.exitCode = await audit(folder ?? read('reports', source))
  })

add('review')
  .description('what a new contract changes, and whom it breaks')
  .argument('<contracts...>', 'OLD NEW, or NEW alone: OLD is the pinned one')
  .addHelpText('after', reviewCodes)
  .action(async (sources: readonly string[], given: Given) => {
    const { review } = await import('./commands/review.ts')
    process.exitCode = await review(sources, given)
  })

add('judge')
  .description("judge a run's saved exchanges against another contract")
  .argument('[reports]', "a run's reports; the folder for reports by default")
  .addHelpText('after', judgeCodes)
  .action(async (reports: string | undefined, given: Given) => {
    const { judge } = await import('./commands/judge.ts')
    process.exitCode = await judge(reports, given)
  })

program
  .command('explain')
  .showHelpAfterError('(seamwatch explain --help shows its use)')
  .description('what a finding means and what to do about it')
  .argument('[code]', 'such as body-required-missing; all codes without it')
  .action(async (code: string | undefined) => {
    const { explain } = await import('./commands/explain.ts')
    explain(code)
  })

add('gate')
  .description('judge a release of an SDK: may it be published?')
  .argument(
    '[release]',
    'such as npm:@seamapi/http@2.32.0, ./folder, cli:0.42.0, python:3.18.0',
  )
  .addHelpText('after', gateCodes)
  .action(async (release: string | undefined, given: Given) => {
    const { gate } = await import('./commands/gate.ts')
    process.exitCode = await gate(release, given)
  })

add('accept')
  .description('accept findings until a day: they do not fail')
  .argument('<fingerprints...>', 'as the terminal or verdict.json shows them')
  .action(async (fingerprints: readonly string[], given: Given) => {
    const { acceptFindings } = await import('./commands/accept.ts')
    acceptFindings(fingerprints, given)
  })

add('compare')
  .description('make the same calls by several SDKs: what differs?')
  .argument('<releases...>', 'such as npm:@seamapi/http@2.32.0 cli:0.42.0')
  .addHelpText('after', compareCodes)
  .action(async (releases: readonly string[], given: Given) => {
    const { compare } = await import('./commands/compare.ts')
    process.exitCode = await compare(releases, given)
  })

add('mutants')
  .description('mutation-test the suite against the sandbox')
  .action(async (given: Given) => {
    const { mutants } = await import('./commands/mutants.ts')
    process.exitCode = await mutants(given)
  })

try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = exitCodeOf(error)
}

/** Its first step looks for this: an emptied module would exit with 0. */
export const hasRun = true

function add(name: CommandName, parent = program): Command {
  return addCommand(name, parent)
}
