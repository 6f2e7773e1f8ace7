/** The command line: parses arguments, calls a command, gives its exit code. */
import { Command } from 'commander'
import { exitCodeOf } from './failure.ts'
import { addCommands } from './list.ts'
import { dropBlank } from '../config/environment.ts'
import { printError, printOut } from '../secrets/terminal.ts'
import { version } from '../transport/version.ts'

/** Runs one command in this process, by its environment and its working
 * directory.
 * @param args without program and script.
 * @returns the exit code. What it throws is an internal error. */
export async function runCommand(args: readonly string[]): Promise<number> {
  dropBlank(process.env)
  let exitCode = 0
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
  addCommands(program, (code) => {
    exitCode = code
  })
  try {
    await program.parseAsync(args, { from: 'user' })
    return exitCode
  } catch (error) {
    return exitCodeOf(error)
  }
}
