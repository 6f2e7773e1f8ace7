/** Spec: what a person writes to name a release: `npm:@seamapi/http@2.32.0`,
 * `./folder`, `./seam-1.246.0.tgz`, `cli:0.42.0`, `python:3.18.0`,
 * `python:/path/venv`, `ruby:/path`, `php:/path`. */
import { existsSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { UsageError } from '../../model/problem.ts'
import { languageNames } from '../../model/language.ts'
import { packageNames, sdkNames } from './release.ts'

export type Spec =
  | { readonly kind: 'npm'; readonly name: string; readonly version: string }
  /** A folder with a package of npm, or a tarball; absolute. */
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'pypi'; readonly name: string; readonly version: string }
  | Installed

/** What a person has installed; absolute. */
export type Installed = {
  readonly kind: 'python' | 'ruby' | 'php'
  readonly path: string
}

const example =
  'give npm:@seamapi/http@2.32.0, a folder, a .tgz file, cli:0.42.0, python:3.18.0, ruby:FOLDER or php:FOLDER'

const versionForm = /^\d[\w.+-]*$/

/** @throws UsageError for a text that names no release of an SDK. */
export function parseSpec(text: string): Spec {
  const [, kind, rest = ''] =
    /^(npm|cli|python|ruby|php):(.*)$/.exec(text) ?? []
  switch (kind) {
    case 'npm':
      return parseNpm(text)
    case 'cli':
      return versionForm.test(rest)
        ? { kind: 'npm', name: '@seamapi/cli', version: rest }
        : throwing(text, 'it has no version', 'give cli:0.42.0')
    case 'python':
      return versionForm.test(rest) && !existsSync(rest)
        ? { kind: 'pypi', name: 'seam', version: rest }
        : parseInstalled(text, { kind, rest })
    case 'ruby':
    case 'php':
      return parseInstalled(text, { kind, rest })
    default:
      return parsePath(text)
  }
}

/** The file that each kind of folder has. */
const signs: Readonly<
  Record<Installed['kind'], { readonly file: string; readonly what: string }>
> = {
  python: { file: 'bin/python', what: 'a virtual environment' },
  ruby: { file: 'Gemfile', what: 'the folder of a bundle' },
  php: { file: 'vendor/autoload.php', what: 'a project of composer' },
}

function parseInstalled(
  text: string,
  { kind, rest }: { readonly kind: Installed['kind']; readonly rest: string },
): Spec {
  const { file, what } = signs[kind]
  const version = kind === 'python' ? 'python:3.18.0 or ' : ''
  const hint = `give ${version}${kind}:FOLDER, ${what} with Seam's SDK for ${languageNames[kind]}`
  if (rest === '') return throwing(text, 'it names nothing', hint)
  const path = resolve(rest)
  if (!existsSync(path)) return throwing(text, 'there is no such folder', hint)
  return existsSync(join(path, file))
    ? { kind, path }
    : throwing(text, `the folder has no ${file}`, hint)
}

function parsePath(text: string): Spec {
  const path = resolve(text)
  if (!existsSync(path))
    throw wrongSpec(text, 'there is no such file or folder', example)
  if (statSync(path).isDirectory()) {
    return existsSync(join(path, 'package.json'))
      ? { kind: 'path', path }
      : throwing(text, 'the folder has no package.json', example)
  }
  return /\.(?:tgz|tar\.gz)$/.test(path)
    ? { kind: 'path', path }
    : throwing(text, 'it is neither a folder nor a .tgz file', example)
}

function parseNpm(text: string): Spec {
  const [, name = '', version] =
    /^npm:((?:@[\w.-]+\/)?[\w.-]+)(?:@([\w.+-]+))?$/.exec(text) ?? []
  const names = sdkNames.join(' or ')
  if (name === '') throw wrongSpec(text, 'it is no package of npm', example)
  if (!packageNames.includes(name))
    throw wrongSpec(text, `${name} is not one of Seam's SDKs`, `give ${names}`)
  if (version === undefined)
    throw wrongSpec(text, 'it has no version', `give npm:${name}@VERSION`)
  return { kind: 'npm', name, version }
}

function throwing(...given: Parameters<typeof wrongSpec>): never {
  throw wrongSpec(...given)
}

export function wrongSpec(
  text: string,
  fact: string,
  hint: string,
): UsageError {
  return new UsageError([
    { code: 'argument-invalid', fact: `release "${text}": ${fact}`, hint },
  ])
}
