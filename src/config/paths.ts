/** Paths: checks the files and folders that options name, before a command
 * starts. */
import { mkdtempSync, rmdirSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { UsageError } from '../model/problem.ts'
import { options } from './options.ts'
import type { CommandName, Option, OptionKey, PathKind } from './options.ts'
import { nameOf, read } from './read-option.ts'
import type { Source } from './read-option.ts'

type Fault = { readonly fact: string; readonly hint: string }

const keys = Object.keys(options) as OptionKey[] // by the type of `options`

/** @throws UsageError that names the option. */
export function requirePaths(command: CommandName, source: Source): void {
  for (const key of keys) {
    const { path, commands }: Option = options[key]
    const kind = path?.[command] ?? path?.all
    if (kind === undefined || !commands.includes(command)) continue
    const value = read(key, source)
    if (typeof value !== 'string') continue
    const fault = faultOf(value, kind)
    if (!fault) continue
    const name = nameOf(key, source)
    throw new UsageError([
      {
        code: 'argument-invalid',
        fact: `${name}: ${fault.fact}`,
        hint: fault.hint,
      },
    ])
  }
}

function faultOf(path: string, kind: PathKind): Fault | undefined {
  switch (kind) {
    case 'any':
      return undefined
    case 'file':
      return faultOfFile(path)
    case 'folder':
      return faultOfFolder(path)
    case 'folder-if-any':
      return kindOf(path) === undefined ? undefined : faultOfFolder(path)
    case 'scenario-folder':
      return kindOf(path) === 'file' && !/\.ya?ml$/i.test(path)
        ? expected(
            'a folder of scenario files',
            `"${path}" is a file`,
            'name a folder with scenarios in .yaml files',
          )
        : faultOfFolder(path)
    case 'new-file':
      return kindOf(path) === 'folder'
        ? expected('a file', `"${path}" is a folder`, 'name a file in it')
        : faultOfNew(dirname(path))
    case 'new-folder':
      return faultOfNew(path)
    default:
      return kind satisfies never
  }
}

function faultOfFile(path: string): Fault | undefined {
  const kind = kindOf(path)
  if (kind === undefined) return missing('a file', path)
  if (kind === 'folder')
    return expected('a file', `"${path}" is a folder`, 'name a file in it')
  return statSync(path).isFile() && statSync(path).size === 0
    ? expected('a file', `"${path}" is empty`, 'name a file with content')
    : undefined
}

function faultOfFolder(path: string): Fault | undefined {
  const kind = kindOf(path)
  if (kind === undefined) return missing('a folder', path)
  return kind === 'file'
    ? expected(
        'a folder',
        `"${path}" is a file`,
        `name the folder that it is in: ${dirname(path)}`,
      )
    : undefined
}

/** Makes a folder and removes it: no permission bit says so for sure. In place
 * of Node's recursive mkdir, which never ends below /proc. */
function faultOfNew(path: string): Fault | undefined {
  const above = nearest(resolve(path))
  const writable = 'a folder that can be written'
  const hint = 'name a folder that you may write to'
  if (kindOf(above) === 'file')
    return expected(writable, `"${above}" is a file`, hint)
  try {
    rmdirSync(mkdtempSync(join(above, '.seamwatch-')))
    return undefined
  } catch (error) {
    const { code } = Object(error)
    return expected(writable, `"${above}" takes no new file (${code})`, hint)
  }
}

/** The path itself, or the nearest one above it that exists. */
function nearest(path: string): string {
  const above = dirname(path)
  return kindOf(path) !== undefined || above === path ? path : nearest(above)
}

function kindOf(path: string): 'file' | 'folder' | undefined {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'file'
  } catch {
    return undefined // no such path, or one that this user may not see
  }
}

function missing(what: string, path: string): Fault {
  const from = path === resolve(path) ? '' : `, from ${process.cwd()}`
  return expected(what, `"${path}" does not exist`, `check the path${from}`)
}

function expected(what: string, received: string, hint: string): Fault {
  return { fact: `expected ${what}, but ${received}`, hint }
}
