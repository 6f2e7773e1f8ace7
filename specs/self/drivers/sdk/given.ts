/** Releases of other languages that a person has installed: a package that is
 * written by hand, in a folder as that language has it. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from '@playwright/test'

export const givenLanguages = ['python'] as const
export type GivenLanguage = (typeof givenLanguages)[number]

const standIns = 'specs/self/drivers/sdk/stand-ins'

const programs: Readonly<Record<GivenLanguage, string>> = {
  python: process.env.SEAMWATCH_PYTHON || 'python3',
}

/** Writes a stand-in to a file. */
type Put = (name: string, to: string) => void

const writers: Readonly<
  Record<GivenLanguage, (folder: string, put: Put) => void>
> = {
  python: (folder, put) => {
    const flags = ['-I', '-m', 'venv', '--without-pip', folder]
    execFileSync(programs.python, flags)
    const lib = join(folder, 'lib')
    const [version = ''] = readdirSync(lib)
    const to = join(lib, version, 'site-packages')
    put('seam.py', join(to, 'seam.py'))
    const info = join(to, 'seam-0.0.1.dist-info')
    mkdirSync(info)
    writeFileSync(join(info, 'METADATA'), 'Name: seam\nVersion: 0.0.1\n')
    writeFileSync(join(info, 'RECORD'), 'seam.py,,\n')
  },
}

/** @param patch a text of the stand-in, and what is put in its place.
 * @returns its spec. Skips the test, by the name of what is missing, where the
 * language is not installed. */
export function givenRelease(
  language: GivenLanguage,
  patch?: readonly [from: string, to: string],
): string {
  const program = programs[language]
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' })
  } catch {
    test.skip(true, `there is no program "${program}"`)
  }
  const folder = test.info().outputPath(language)
  mkdirSync(folder, { recursive: true })
  writers[language](folder, (name, file) => {
    const text = readFileSync(join(standIns, name), 'utf8')
    writeFileSync(file, patch ? text.replaceAll(...patch) : text)
  })
  return `${language}:${folder}`
}
