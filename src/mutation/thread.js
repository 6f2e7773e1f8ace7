// Lets a thread read TypeScript, then loads it. Its code cache is the command's
// own, as src/seamwatch.js says.
const { TMPDIR: usual, SEAMWATCH_CODE_CACHE: cache } = process.env
if (cache) process.env.TMPDIR = cache
else process.env.TSX_DISABLE_CACHE = '1'
const { register } = await import('tsx/esm/api')
register()
if (usual === undefined) delete process.env.TMPDIR
else process.env.TMPDIR = usual
await import('./thread.ts')
