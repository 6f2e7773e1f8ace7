// The start of a child process: loads the module that its first argument names.
import { load } from './load.js'

const [module] = process.argv.splice(2, 1)
await load(new URL(module))
