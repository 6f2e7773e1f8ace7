/** Runs the command that the arguments name, and sets the exit code. */
import { runCommand } from './commands/program.ts'

process.exitCode = await runCommand(process.argv.slice(2))

/** Its first step looks for this: an emptied module would exit with 0. */
export const hasRun = true

/** For who runs more than one in a process. */
export { runCommand }
