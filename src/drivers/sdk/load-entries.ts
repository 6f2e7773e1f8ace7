/** Load entries: which entries of a release load, each way, and what they
 * export. */
import { z } from 'zod'
import type { Loaded, PackageFacts } from '../../model/package-facts.ts'
import { firstLineOf } from '../../model/thrown.ts'
import { isolated } from './isolate.ts'
import { guardFlags } from './launch.ts'
import type { InstalledRelease } from './release.ts'
import { runProgram } from './run-program.ts'

const loaded = z.object({
  error: z.string().exactOptional(),
  exports: z.array(z.string()),
})

/** How a caller may load a package: with `import`, with `require`, and with
 * `require` on a Node that cannot require an ES module. */
const ways = ['import', 'require', 'require of CommonJS'] as const
type Way = (typeof ways)[number]

/** `name` is a variable of the program. */
const programs: Readonly<Record<Way, readonly string[]>> = {
  import: ['--input-type=module', 'await import(name)'],
  require: ['--input-type=commonjs', 'require(name)'],
  'require of CommonJS': [
    '--input-type=commonjs',
    'require(name)',
    '--no-experimental-require-module',
  ],
}

/** Neither an empty name nor what Node or a compiler adds is of use to a
 * caller. */
const added = ['__esModule', 'module.exports']

const programOf = (load: string, names: readonly string[]) => `
  const results = []
  const added = ${JSON.stringify(added)}
  for (const name of ${JSON.stringify(names)}) {
    try {
      const all = Object.entries(Object(${load}))
      const used = all.filter(([name, value]) => (value ?? null) !== null && !added.includes(name))
      results.push({ exports: used.map(([name]) => name) })
    }
    catch (error) { results.push({ error: String(error.code ?? error.message).split('\\n', 1)[0], exports: [] }) }
  }
  process.stdout.write(JSON.stringify(results), () => process.exit(0))`

/** @param entries as the manifest names them: `./connect`. */
export async function loadEntries(
  release: InstalledRelease,
  entries: readonly string[],
): Promise<PackageFacts['entries']> {
  const { folder, name } = release
  const names = entries.map((entry) => `${name}${entry.slice(1)}`)
  const load = async (way: Way): Promise<readonly Loaded[]> => {
    const [type = '', program = '', ...flags] = programs[way]
    const args = [type, '--eval', programOf(program, names)]
    try {
      const all = [...flags, ...guardFlags(release), ...args]
      const started = isolated({ program: release.program, args: all })
      const { stdout } = await runProgram(started.program, {
        args: started.args,
        cwd: folder,
        env: {},
        timeoutMs: 30_000,
      })
      return z.array(loaded).parse(JSON.parse(stdout))
    } catch (error) {
      return names.map(() => ({ error: firstLineOf(error), exports: [] }))
    }
  }
  const results = await Promise.all(ways.map(load))
  return Object.fromEntries(
    entries.map((entry, index) => [
      entry,
      Object.fromEntries(
        ways.flatMap((way, at) => {
          const result = results[at]?.[index]
          return result ? [[way, result]] : []
        }),
      ),
    ]),
  )
}
