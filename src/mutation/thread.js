// The start of a thread: loads its module.
import { load } from '../code/load.js'

await load(new URL('./thread.ts', import.meta.url))
