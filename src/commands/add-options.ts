/** Adds to a command the options that it takes, from their one list. */
import { Option } from 'commander'
import type { Command } from 'commander'
import { optionsOf } from '../config/options.ts'
import type { CommandName } from '../config/options.ts'

export function addOptions(command: Command, name: CommandName): void {
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
