/** The command line: parses arguments, calls a command, sets the exit code. */
import { Command, Option } from 'commander'
import type { BrowserOptions } from './commands/browser.ts'
import type { MutantsOptions } from './commands/mutants.ts'
import { UsageError } from './model/problem.ts'
import { version } from './transport/version.ts'

// Each command is loaded when it is called: none waits for the others' parts.

const exitCodes = `
Exit codes: 0 passed, 1 failed, 2 wrong input or nothing matched,
            3 inconclusive (outage, or a credential that is refused)`

const sweepCodes = `
Exit codes: 0 nothing is left, 1 something could not be taken away,
            2 wrong input, 3 nobody can tell (outage, or no credential)`

const program = new Command('seamwatch')
  .description('Contract tests and monitoring for Seam client sessions')
  .showHelpAfterError('(seamwatch --help lists the commands)')
  .version(version)
  .exitOverride()

const reports = new Option(
  '--reports <dir>',
  'where everything a run writes goes (SEAMWATCH_REPORTS)',
)

const olderThan = new Option(
  '--older-than <minutes>',
  "age at which unknown runs' sessions are swept (default: 60)",
)

program
  .command('run')
  .description('run the scenarios, judge every reply, write the reports')
  .option(
    '--target <name|url>',
    'sandbox (default), fake, production, or a URL (SEAM_ENDPOINT)',
  )
  .addOption(
    new Option('--driver <name>', 'how requests are sent').choices([
      'api',
      'browser',
    ]),
  )
  .option('--tag <tag...>', 'only scenarios with one of these tags')
  .option('--grep <pattern>', 'only cases whose title or id matches')
  .option('--allow-host <host...>', 'further hosts that may get credentials')
  .option('--scenarios <dir>', 'where the scenarios are')
  .option('--contract <file>', 'the contract to judge by')
  .option('--workers <n>', 'how many cases at a time')
  .option('--timeout <ms>', 'how long one reply may take')
  .addOption(olderThan)
  .option('--read-only', 'run only what changes nothing (SEAMWATCH_READ_ONLY)')
  .option(
    '--max-requests <n>',
    'send no more than so many in all (SEAMWATCH_MAX_REQUESTS)',
  )
  .option(
    '--rate <n>',
    'requests per second, of all workers together (SEAMWATCH_RATE)',
  )
  .addOption(reports)
  .addHelpText('after', exitCodes)
  .action(async (options: Record<string, string | string[] | boolean>) => {
    const { run } = await import('./commands/run.ts')
    process.exitCode = await run(options)
  })

program
  .command('check')
  .description('check the scenarios against the contract; nothing is sent')
  .option('--scenarios <dir>', 'where the scenarios are')
  .option('--contract <file>', 'the contract to check against')
  .action(async (options: Record<string, string>) => {
    const { check } = await import('./commands/check.ts')
    process.exitCode = await check(options)
  })

program
  .command('sweep')
  .description('take away what runs have left behind')
  .option('--target <name|url>', 'production, or a URL (SEAM_ENDPOINT)')
  .option('--dry-run', 'only say what would be taken away')
  .option('--allow-host <host...>', 'further hosts that may get credentials')
  .option('--contract <file>', 'the contract that names the credentials')
  .option('--timeout <ms>', 'how long one reply may take')
  .addOption(olderThan)
  .addOption(reports)
  .addHelpText('after', sweepCodes)
  .action(async (options: Record<string, string | string[]>) => {
    const { sweep } = await import('./commands/sweep.ts')
    process.exitCode = await sweep(options)
  })

program
  .command('sandbox')
  .description('start the sandbox, a stateful twin of the API, on loopback')
  .option('--port <n>', 'port to listen on; 0 for any free one', '4010')
  .action(async (options: { readonly port: string }) => {
    const { sandbox } = await import('./commands/sandbox.ts')
    await sandbox(options)
  })

program
  .command('browser')
  .description('find a browser, or install one where there is none')
  .option('--optional', 'to have none is no error')
  .action(async (options: BrowserOptions) => {
    const { browser } = await import('./commands/browser.ts')
    process.exitCode = await browser(options)
  })

program
  .command('contract')
  .description('the contract that replies are judged by')
  .command('pull')
  .description('cut the contract out of the published document')
  .option(
    '--from <source>',
    'npm:@seamapi/types@VERSION, a file, or a URL',
    'npm:@seamapi/types@latest',
  )
  .option('--out <file>', 'write the client sessions there, and nothing else')
  .action(async (options: { readonly from: string; readonly out?: string }) => {
    const { pull } = await import('./commands/contract.ts')
    await pull(options)
  })

program
  .command('report')
  .description('render the Allure report of the last run again')
  .addOption(reports)
  .action(async (options: { readonly reports?: string }) => {
    const { report } = await import('./commands/report.ts')
    process.exitCode = await report(options)
  })

program
  .command('audit')
  .description('look for secrets in what runs have written')
  .argument(
    '[dir]',
    'where to look; by default where runs write (SEAMWATCH_REPORTS)',
    process.env.SEAMWATCH_REPORTS ?? 'reports',
  )
  .addHelpText('after', '\nExit codes: 0 clean, 1 a secret, 2 nothing there')
  .action(async (directory: string) => {
    const { audit } = await import('./commands/audit.ts')
    process.exitCode = await audit(directory)
  })

program
  .command('explain')
  .description('what a finding means and what to do about it')
  .argument('[code]', 'such as body-required-missing; all codes without it')
  .action(async (code: string | undefined) => {
    const { explain } = await import('./commands/explain.ts')
    explain(code)
  })

program
  .command('mutants')
  .description('mutation-test the suite against the sandbox')
  .option('--only <id>', 'one mutant, or all whose id starts with it')
  .option('--json', 'print everything as JSON')
  .option(
    '--scenarios',
    'report which expectations kill mutants that nothing else kills',
  )
  .action(async (options: MutantsOptions) => {
    const { mutants } = await import('./commands/mutants.ts')
    process.exitCode = await mutants(options)
  })

try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = exitCodeOf(error)
}

/** Help and version leave with 0; anything the person can mend with 2. */
function exitCodeOf(error: unknown): number {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\n`)
    return 2
  }
  if (error instanceof Error && 'exitCode' in error) {
    return error.exitCode === 0 ? 0 : 2 // commander has printed the reason
  }
  throw error
}
