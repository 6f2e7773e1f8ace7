// Lets a thread read TypeScript, then loads it.
await import('../config/typescript.js')
await import('./thread.ts')
