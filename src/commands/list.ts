/** The list of commands: what each takes, and the module that is called. Each is
 * loaded then: none waits for the others' parts. */
import type { Command } from 'commander'
import { addCommand } from './add-command.ts'
import { addMonitor } from './list-monitor.ts'
import type { BrowserOptions } from './browser.ts'
import {
  auditCodes,
  compareCodes,
  exitCodes,
  gateCodes,
  judgeCodes,
  mergeCodes,
  reviewCodes,
  sweepCodes,
} from './exit-codes.ts'
import { read } from '../config/read-option.ts'
import type { Given } from '../config/read-option.ts'

/** Is given the exit code of the command that was called. */
type End = (exitCode: number) => void

/** In the order of the help. */
export function addCommands(program: Command, end: End): void {
  for (const add of [addRuns, addMonitor, addParts, addReaders, addReleases])
    add(program, end)
}

function addRuns(program: Command, end: End): void {
  addCommand('run', program)
    .description('run the scenarios, judge every response, write the reports')
    .addHelpText('after', exitCodes)
    .action(async (given: Given) => {
      const { run } = await import('./run.ts')
      end(await run(given))
    })

  addCommand('merge', program)
    .description('one verdict and one report of the shards of a run')
    .argument('<dirs...>', 'the folder for reports of each shard')
    .addHelpText('after', mergeCodes)
    .action(async (folders: readonly string[], given: Given) => {
      const { merge } = await import('./merge.ts')
      end(await merge(folders, given))
    })

  addCommand('check', program)
    .description('check the scenarios and the known issues; nothing is sent')
    .action(async (given: Given) => {
      const { check } = await import('./check.ts')
      end(await check(given))
    })

  addCommand('sweep', program)
    .description('delete the sessions that earlier runs left behind')
    .addHelpText('after', sweepCodes)
    .action(async (given: Given) => {
      const { sweep } = await import('./sweep.ts')
      end(await sweep(given))
    })
}

function addParts(program: Command, end: End): void {
  addCommand('sandbox', program)
    .description('start the sandbox, a stateful twin of the API, on loopback')
    .action(async (given: Given) => {
      const { sandbox } = await import('./sandbox.ts')
      await sandbox(given)
    })

  addCommand('browser', program)
    .description('print which browser is used; install one if there is none')
    .action(async (options: BrowserOptions) => {
      const { browser } = await import('./browser.ts')
      end(await browser(options))
    })

  const contract = program
    .command('contract')
    .showHelpAfterError('(seamwatch contract --help lists its commands)')
    .description('the contract that responses are judged by')

  addCommand('contract pull', contract)
    .description('extract the contract from the published document')
    .action(async (given: Given) => {
      const { pull } = await import('./contract.ts')
      const source = { env: process.env, given }
      await pull({ from: read('from', source), out: read('out', source) })
    })

  addCommand('contract sdks', contract)
    .description("note what releases of Seam's SDKs send and read")
    .argument('[releases...]', 'NAME@VERSION; those already noted by default')
    .action(async (releases: readonly string[]) => {
      const { sdks } = await import('./contract-sdks.ts')
      end(await sdks(releases))
    })
}

function addReaders(program: Command, end: End): void {
  addCommand('report', program)
    .description('render the Allure report of the last run again')
    .action(async (given: Given) => {
      const { report } = await import('./report.ts')
      end(await report(given))
    })

  addCommand('audit', program)
    .description('look for secrets in what runs have written')
    .argument('[dir]', 'the folder; the one for reports by default')
    .addHelpText('after', auditCodes)
    .action(async (folder: string | undefined, given: Given) => {
      const { audit } = await import('./audit.ts')
      const source = { env: process.env, given }
      end(await audit(folder ?? read('reports', source)))
    })

  addCommand('review', program)
    .description('what a new contract changes, and whom it breaks')
    .argument('<contracts...>', 'OLD NEW, or NEW alone: OLD is the pinned one')
    .addHelpText('after', reviewCodes)
    .action(async (sources: readonly string[], given: Given) => {
      const { review } = await import('./review.ts')
      end(await review(sources, given))
    })

  addCommand('judge', program)
    .description("judge a run's saved exchanges against another contract")
    .argument('[reports]', "a run's reports; the folder for reports by default")
    .addHelpText('after', judgeCodes)
    .action(async (reports: string | undefined, given: Given) => {
      const { judge } = await import('./judge.ts')
      end(await judge(reports, given))
    })

  program
    .command('explain')
    .showHelpAfterError('(seamwatch explain --help shows its use)')
    .description('what a finding means and what to do about it')
    .argument('[code]', 'such as body-required-missing; all codes without it')
    .action(async (code: string | undefined) => {
      const { explain } = await import('./explain.ts')
      explain(code)
    })
}

function addReleases(program: Command, end: End): void {
  addCommand('gate', program)
    .description('judge a release of an SDK: may it be published?')
    .argument(
      '[release]',
      'such as npm:@seamapi/http@2.32.0, ./folder, cli:0.42.0, python:3.18.0',
    )
    .addHelpText('after', gateCodes)
    .action(async (release: string | undefined, given: Given) => {
      const { gate } = await import('./gate.ts')
      end(await gate(release, given))
    })

  addCommand('accept', program)
    .description('accept findings until a day: they do not fail')
    .argument('<fingerprints...>', 'as the terminal or verdict.json shows them')
    .action(async (fingerprints: readonly string[], given: Given) => {
      const { acceptFindings } = await import('./accept.ts')
      acceptFindings(fingerprints, given)
    })

  addCommand('compare', program)
    .description('make the same calls by several SDKs: what differs?')
    .argument('<releases...>', 'such as npm:@seamapi/http@2.32.0 cli:0.42.0')
    .addHelpText('after', compareCodes)
    .action(async (releases: readonly string[], given: Given) => {
      const { compare } = await import('./compare.ts')
      end(await compare(releases, given))
    })

  addCommand('mutants', program)
    .description('mutation-test the suite against the sandbox')
    .action(async (given: Given) => {
      const { mutants } = await import('./mutants.ts')
      end(await mutants(given))
    })
}
