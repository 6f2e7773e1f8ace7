/** Typecheck: runs TypeScript over what a release returned, through the entry
 * that its callers import. */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { firstLineOf } from '../model/thrown.ts'
import type { TypeFacts, WrongType } from '../model/type-facts.ts'
import { sourceOf } from './typed-values.ts'
import type { Recorded, Source } from './typed-values.ts'

const require = createRequire(import.meta.url)
const tsc = join(
  dirname(require.resolve('typescript/package.json')),
  'bin',
  'tsc',
)

const flags =
  '--noEmit --strict --skipLibCheck --pretty false --module nodenext --moduleResolution nodenext'

const longestMs = 60_000

export type Typed = {
  /** It has a `node_modules` with the release. */
  readonly folder: string
  readonly entry: string
  readonly className: string
}

/** @throws Error of one line if TypeScript cannot judge. */
export async function typecheck(
  recorded: readonly Recorded[],
  { folder, ...from }: Typed,
): Promise<TypeFacts> {
  const source = sourceOf(recorded, from)
  const at = mkdtempSync(join(tmpdir(), 'seamwatch-types-'))
  try {
    symlinkSync(
      resolve(folder, 'node_modules'),
      join(at, 'node_modules'),
      'junction',
    )
    writeFileSync(join(at, 'values.mts'), source.text)
    return factsOf(await runTsc(at), { source, recorded })
  } finally {
    rmSync(at, { recursive: true, force: true })
  }
}

function runTsc(cwd: string): Promise<string> {
  return new Promise((done, failed) => {
    execFile(
      process.execPath,
      [tsc, ...flags.split(' '), 'values.mts'],
      { cwd, env: {}, timeout: longestMs, maxBuffer: 16 * 1024 * 1024 },
      (error, stdout, stderr) => {
        // Errors in the file are exit code 1 or 2.
        if (!error || /^values\.mts\(/m.test(stdout)) return done(stdout)
        const said = `${stdout}${stderr}`.trim()
        failed(new Error(said === '' ? firstLineOf(error) : firstLineOf(said)))
      },
    )
  })
}

type Said = {
  readonly line: number
  readonly code: string
  readonly text: string
}

function factsOf(
  output: string,
  {
    source: { lines },
    recorded,
  }: { readonly source: Source; readonly recorded: readonly Recorded[] },
): TypeFacts {
  const said = saidIn(output)
  const missing = said.find(({ line }) => lines[line]?.kind === 'frame')
  if (missing)
    return { missing: missing.text, empty: [], wrong: [], declarations: 0 }
  const rejected = new Set(
    said.flatMap(({ line }) => {
      const at = lines[line]
      return at?.kind === 'control' ? [at.method] : []
    }),
  )
  const methods = new Set(recorded.map(({ method }) => method))
  return {
    empty: [...methods].filter((method) => !rejected.has(method)),
    wrong: said.flatMap(({ line, text }): readonly WrongType[] => {
      const at = lines[line]
      if (at?.kind !== 'value') return []
      const { operation, call } = at.of
      return [{ operation, call, path: at.path, said: text }]
    }),
    declarations: recorded.filter(({ method }) => rejected.has(method)).length,
  }
}

/** `values.mts(12,3): error TS2741: Property …`; what follows is indented. */
function saidIn(output: string): readonly Said[] {
  const shape = /^values\.mts\((\d+),\d+\): error (TS\d+): (.*)$/gm
  return [...output.matchAll(shape)].map(([, line, code = '', text = '']) => ({
    line: Number(line) - 1,
    code,
    text,
  }))
}
