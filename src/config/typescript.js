// TypeScript: lets the process that imports this read it, through tsx.
//
// tsx runs what it finds below the temporary folder, where other users of the
// machine may write: so its cache is in the package, or there is none. The
// processes and threads that this one starts read the variable.
import { mkdirSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const usual = process.env.TMPDIR
const cache = ownCache() ?? ''
process.env.SEAMWATCH_CODE_CACHE = cache
if (cache === '') process.env.TSX_DISABLE_CACHE = '1'
else process.env.TMPDIR = cache
const { register } = await import('tsx/esm/api')
const tsconfig = fileURLToPath(new URL('../../tsconfig.json', import.meta.url))
register({ tsconfig })
if (usual === undefined) delete process.env.TMPDIR
else process.env.TMPDIR = usual

/** Undefined where another user may write to it, or this one may not. */
function ownCache() {
  const path = '../../node_modules/.cache/seamwatch'
  const folder = fileURLToPath(new URL(path, import.meta.url))
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const { uid, mode } = statSync(folder)
    const isOwn = process.getuid === undefined || uid === process.getuid()
    return isOwn && (mode & 0o022) === 0 ? folder : undefined
  } catch {
    return undefined
  }
}
