/** Spec: what a person writes to name a release: `npm:@seamapi/http@2.32.0`,
 * `./folder`, `./seam-1.246.0.tgz`. */
import { existsSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { UsageError } from '../../model/problem.ts'
import { sdkNames } from './release.ts'

export type Spec =
  | { readonly kind: 'npm'; readonly name: string; readonly version: string }
  /** A folder with a package, or a tarball; absolute. */
  | { readonly kind: 'path'; readonly path: string }

const example = 'give npm:@seamapi/http@2.32.0, a folder, or a .tgz file'

/** @throws UsageError for a text that names no release of an SDK. */
export function parseSpec(text: string): Spec {
  if (/^(?:cli|python|ruby|php):/.test(text))
    throw wrongSpec(text, 'only npm: and paths can be judged so far', example)
  if (text.startsWith('npm:')) return parseNpm(text)
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
  if (!sdkNames.includes(name))
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
