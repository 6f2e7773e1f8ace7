/** Inspect: which entries of a release load, each way, and what they export. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { z } from 'zod'
import { firstLineOf } from '../../model/thrown.ts'
import type { InstalledRelease } from './release.ts'

const loaded = z.object({
  /** Why it does not load. */
  error: z.string().exactOptional(),
  exports: z.array(z.string()),
})

export type Loaded = z.infer<typeof loaded>

/** How a caller may load a package: with `import`, with `require`, and with
 * `require` on a Node that cannot require an ES module. */
export const ways = ['import', 'require', 'require of CommonJS'] as const
export type Way = (typeof ways)[number]

export type PackageFacts = {
  readonly name: string
  readonly version: string
  readonly entry: Readonly<Record<Way, Loaded>>
}

const guard = new URL('./hosts/guard.mjs', import.meta.url).href

const report = (load: string) =>
  `let result
  try { result = { exports: Object.keys(${load}) } }
  catch (error) { result = { error: String(error.code ?? error.message).split('\\n', 1)[0], exports: [] } }
  process.stdout.write(JSON.stringify(result), () => process.exit(0))`

const programs: Readonly<Record<Way, (name: string) => readonly string[]>> = {
  import: (name) => ['module', report(`await import(${name})`)],
  require: (name) => ['commonjs', report(`require(${name})`)],
  'require of CommonJS': (name) => [
    'commonjs',
    report(`require(${name})`),
    '--no-experimental-require-module',
  ],
}

export async function inspectRelease({
  folder,
  name,
  version,
  program: node,
}: InstalledRelease): Promise<PackageFacts> {
  const load = async (way: Way): Promise<readonly [Way, Loaded]> => {
    const [type = '', program = '', ...flags] = programs[way](
      JSON.stringify(name),
    )
    const args = ['--import', guard, `--input-type=${type}`, '--eval', program]
    try {
      const { stdout } = await promisify(execFile)(node, [...flags, ...args], {
        cwd: folder,
        env: {},
        timeout: 30_000,
      })
      return [way, loaded.parse(JSON.parse(stdout))]
    } catch (error) {
      return [way, { error: firstLineOf(error), exports: [] }]
    }
  }
  const [first, second, third] = await Promise.all([
    load('import'),
    load('require'),
    load('require of CommonJS'),
  ])
  return {
    name,
    version,
    entry: {
      import: first[1],
      require: second[1],
      'require of CommonJS': third[1],
    },
  }
}
