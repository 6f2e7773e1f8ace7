// tsx: lets the process that imports this read TypeScript, module by module.
//
// tsx runs what it finds below the temporary folder, where other users of the
// machine may write: so its cache is in the package, or there is none.
import { fileURLToPath } from 'node:url'
import { ownCache } from './own-cache.js'

const usual = process.env.TMPDIR
if (ownCache === undefined) process.env.TSX_DISABLE_CACHE = '1'
else process.env.TMPDIR = ownCache
const { register } = await import('tsx/esm/api')
const tsconfig = fileURLToPath(new URL('../../tsconfig.json', import.meta.url))
register({ tsconfig })
if (usual === undefined) delete process.env.TMPDIR
else process.env.TMPDIR = usual
