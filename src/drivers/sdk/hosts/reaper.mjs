/** Reaper: a process that ends the processes of its parent, and removes its
 * unfinished folders, as soon as the parent has ended, however it ended. It
 * reads one line for each: `{ "kind": "group", "value": 1234, "isDone": false }`.
 * Imports nothing of ours. */
import { rmSync } from 'node:fs'
import { createInterface } from 'node:readline'

const open = { group: new Set(), folder: new Set() }

const lines = createInterface({ input: process.stdin })

lines.on('line', (line) => {
  const { kind, value, isDone } = JSON.parse(line)
  open[kind][isDone ? 'delete' : 'add'](value)
})

lines.on('close', () => {
  for (const group of open.group) {
    try {
      process.kill(-group, 'SIGKILL')
    } catch {
      // it has ended already
    }
  }
  for (const folder of open.folder)
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})
