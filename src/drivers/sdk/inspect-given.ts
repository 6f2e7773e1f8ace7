/** Inspect given: what a person has installed, as each language lists it. */
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { Unavailable } from '../../model/problem.ts'
import { interpret, interpreterOf } from './interpreter.ts'
import type { Interpreted } from './interpreter.ts'
import { inspectPython } from './python.ts'
import type { ReleaseRecord } from './release.ts'

export type Facts = Required<
  Pick<ReleaseRecord, 'resolved' | 'program' | 'runtime'>
>

/** @throws `Unavailable` if the language is not there, or cannot read it. */
export type Inspect = (path: string, text: string) => Promise<Facts>

export const inspectors: Readonly<Record<Interpreted, Inspect>> = {
  python: async (path, text) => {
    const program = join(path, 'bin', 'python')
    const { runtime, packages } = await inspectPython(program, text)
    const resolved = packages.map(({ name, version, files }) => ({
      name,
      version,
      integrity: `sha256-${files}`,
    }))
    return { program, runtime, resolved }
  },
  ruby: async (path, text) => {
    const program = interpreterOf('ruby')
    const args = ['-rbundler/setup', '-rjson', '-e', rubyProgram]
    const env = bundleOf(path)
    const ended = await interpret('ruby', { program, args, text, env })
    if (ended.code !== 0) throw unusable(text, ended.stderr)
    const { runtime, gems } = bundle.parse(JSON.parse(ended.stdout))
    return { program, runtime, resolved: gems.map(withHash) }
  },
  php: async (path, text) => {
    const program = interpreterOf('php')
    const args = ['-r', 'echo PHP_VERSION;']
    const ended = await interpret('php', { program, args, text })
    if (ended.code !== 0) throw unusable(text, ended.stderr)
    const list = join(path, 'vendor', 'composer', 'installed.json')
    const { packages } = installed.parse(JSON.parse(readFileSync(list, 'utf8')))
    return {
      program,
      runtime: `PHP ${ended.stdout}`,
      resolved: packages.map(({ name, version }) =>
        withHash({
          name,
          version: version.replace(/^v/, ''),
          folder: join(path, 'vendor', name),
        }),
      ),
    }
  },
}

/** Bundler then writes no file. */
export function bundleOf(path: string): Readonly<Record<string, string>> {
  return { BUNDLE_GEMFILE: join(path, 'Gemfile'), BUNDLE_FROZEN: 'true' }
}

const rubyProgram = `
gems = Gem.loaded_specs.values.map { |it| {name: it.name, version: it.version.to_s, folder: it.full_gem_path} }
print JSON.generate({runtime: "Ruby #{RUBY_VERSION}", gems: gems.sort_by { |it| it[:name] }})
`

const found = z.object({
  name: z.string(),
  version: z.string(),
  folder: z.string(),
})

const bundle = z.object({ runtime: z.string(), gems: z.array(found) })

const installed = z.object({
  packages: z.array(z.object({ name: z.string(), version: z.string() })),
})

function withHash({
  name,
  version,
  folder,
}: z.infer<typeof found>): Facts['resolved'][number] {
  const hash = createHash('sha256')
  for (const file of filesBelow(folder)) {
    hash.update(file).update(readFileSync(join(folder, file)))
  }
  return { name, version, integrity: `sha256-${hash.digest('base64')}` }
}

function filesBelow(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((it) => it.isFile() && /\.(?:rb|php)$/.test(it.name))
      .map((it) => join(it.parentPath, it.name).slice(folder.length + 1))
      .toSorted()
  } catch {
    return [] // a part of the language itself has no folder
  }
}

function unusable(text: string, stderr: string): Unavailable {
  const line = stderr.split('\n').find((it) => /\S/.test(it))
  return new Unavailable(`release "${text}" is not judged: ${line}`)
}
