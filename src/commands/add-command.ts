/** Adds a command with the options that it takes, from their one list. */
import { Option } from 'commander'
import type { Command } from 'commander'
import { optionsOf } from '../config/options.ts'
import type { CommandName } from '../config/options.ts'
import { requirePaths } from '../config/paths.ts'
import { trustAuthorities } from './trust.ts'

export function addCommand(name: CommandName, parent: Command): Command {
  const command = parent
    .command(name.split(' ').at(-1) ?? name)
    .hook('preAction', async (self) => {
      // A folder that `audit` takes as its argument replaces the option.
      if (name === 'audit' && self.args.length > 0) return
      const source = { env: process.env, given: self.opts() }
      requirePaths(name, source)
      await trustAuthorities(name, source)
    })
    .showHelpAfterError(`(seamwatch ${name} --help lists its options)`)
  addOptions(command, name)
  return command
}

function addOptions(command: Command, name: CommandName): void {
  for (const { flag, help, variable, shown } of optionsOf(name)) {
    if (flag === undefined) continue
    const notes = [
      variable ?? '',
      shown === undefined ? '' : `default ${shown}`,
    ]
    const note = notes.filter((it) => it !== '').join(', ')
    command.addOption(
      new Option(flag, note === '' ? help : `${help} (${note})`),
    )
  }
}
