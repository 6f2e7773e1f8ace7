/** Releases of other languages that a person has installed: a package that is
 * written by hand, in a folder as that language has it. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from '@playwright/test'

export const givenLanguages = ['python', 'ruby', 'php'] as const
export type GivenLanguage = (typeof givenLanguages)[number]

const standIns = 'specs/self/drivers/sdk/stand-ins'

const programs: Readonly<Record<GivenLanguage, string>> = {
  python: process.env.SEAMWATCH_PYTHON || 'python3',
  ruby: process.env.SEAMWATCH_RUBY || 'ruby',
  php: process.env.SEAMWATCH_PHP || 'php',
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
  ruby: (folder, put) => {
    const gem = join(folder, 'gem')
    mkdirSync(join(gem, 'lib'), { recursive: true })
    put('seam.rb', join(gem, 'lib', 'seam.rb'))
    const about = `s.name = 'seam'; s.version = '0.0.1'; s.summary = 'x'; s.authors = ['x']`
    writeFileSync(
      join(gem, 'seam.gemspec'),
      `Gem::Specification.new { |s| ${about}; s.files = ['lib/seam.rb'] }\n`,
    )
    writeFileSync(join(folder, 'Gemfile'), `gem 'seam', path: 'gem'\n`)
    const lock = [
      'PATH\n  remote: gem\n  specs:\n    seam (0.0.1)\n',
      'GEM\n  specs:\n',
      'PLATFORMS\n  ruby\n',
      'DEPENDENCIES\n  seam!\n',
    ]
    writeFileSync(join(folder, 'Gemfile.lock'), lock.join('\n'))
  },
  php: (folder, put) => {
    const vendor = join(folder, 'vendor')
    const own = join(vendor, 'seamapi', 'seam')
    mkdirSync(own, { recursive: true })
    put('seam.php', join(own, 'seam.php'))
    const load = `<?php require __DIR__ . '/seamapi/seam/seam.php';\n`
    writeFileSync(join(vendor, 'autoload.php'), load)
    mkdirSync(join(vendor, 'composer'))
    const packages = [{ name: 'seamapi/seam', version: 'v0.0.1' }]
    writeFileSync(
      join(vendor, 'composer', 'installed.json'),
      JSON.stringify({ packages }),
    )
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
