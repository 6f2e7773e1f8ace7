/** Host of the CLI: runs one command in a process of its own. On file descriptor
 * 3 it writes what the guard refused. Imports nothing of ours
 * but the guard.
 *
 * Its arguments: the program of the CLI, the ports that it may connect to, and
 * the arguments of the command. */
import { writeSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { allow, noting } from './guard.mjs'

const [node, , program, ports, ...args] = process.argv
process.argv = [node, program, ...args]
for (const port of ports.split(',')) allow(port)

const noted = { elsewhere: [], refused: [] }
process.on('exit', () => writeSync(3, JSON.stringify(noted)))
await noting(noted, () => import(pathToFileURL(program).href))
