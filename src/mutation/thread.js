// Lets a thread read TypeScript, then loads it.
import { register } from 'tsx/esm/api'

register()
await import('./thread.ts')
