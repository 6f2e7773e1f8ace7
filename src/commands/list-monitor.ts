/** The commands of a monitor. */
import type { Command } from 'commander'
import type { Given } from '../config/read-option.ts'
import { addCommand } from './add-command.ts'
import { exitCodes, notifyCodes, statusCodes } from './exit-codes.ts'

/** @param end is given the exit code of the command that was called. */
export function addMonitor(
  program: Command,
  end: (exitCode: number) => void,
): void {
  addCommand('watch', program)
    .description('run as a monitor: confirm, remember, and send what is new')
    .addHelpText('after', exitCodes)
    .action(async (given: Given) => {
      const { watch } = await import('./watch.ts')
      end(await watch(given))
    })

  addCommand('status', program)
    .description('what the monitor of a target has open, without a run')
    .addHelpText('after', statusCodes)
    .action(async (given: Given) => {
      const { status } = await import('./status.ts')
      end(status(given))
    })

  addCommand('notify', program)
    .description('deliver what waits, test a channel, or explain a cause')
    .addHelpText('after', notifyCodes)
    .action(async (given: Given) => {
      const { notify } = await import('./notify.ts')
      end(await notify(given))
    })
}
