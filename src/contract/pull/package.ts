/** Reads the OpenAPI document out of a published version of `@seamapi/types`. */
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { childEnvironment } from '../../model/child-environment.ts'
import { unreadable } from '../unreadable.ts'

const packageName = '@seamapi/types'
/** The document's path in every version. */
const documentFile = 'lib/seam/connect/openapi.js'
const timeoutMs = 120_000

/** Puts `@seamapi/types@1.977.0` below `node_modules` of a directory. */
export type Install = (spec: string, directory: string) => Promise<void>

/** `spec` is `@seamapi/types@VERSION`; the version may be a tag, and is resolved
 * in the name that comes back. Throws a `UsageError` for another package, an
 * unknown version, or a registry that is not reachable. */
export async function readPackage(
  spec: string,
  install: Install = installPackage,
): Promise<{ name: string; document: unknown }> {
  const version = /^@seamapi\/types@([\w.+-]+)$/.exec(spec)?.[1]
  if (version === undefined)
    throw unreadable({
      fact: `"npm:${spec}" is not a version of ${packageName}`,
      hint: `Give npm:${packageName}@latest or npm:${packageName}@1.977.0.`,
    })
  const directory = await mkdtemp(join(tmpdir(), 'seamwatch-contract-'))
  try {
    await install(spec, directory)
    const root = join(directory, 'node_modules', packageName)
    const manifest: unknown = JSON.parse(
      await readFile(join(root, 'package.json'), 'utf8'),
    )
    const file = pathToFileURL(join(root, documentFile)).href
    const module: unknown = await import(file)
    const name = `${packageName}@${String(Object(manifest).version)}`
    return { name, document: Object(module).default }
  } catch (cause) {
    const { fact, hint } = explainInstall(cause)
    throw unreadable({ fact: `"npm:${spec}" cannot be read: ${fact}`, hint })
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

/** Nothing of the package or of what it needs is executed. */
export async function installPackage(
  spec: string,
  directory: string,
): Promise<void> {
  const flags = '--ignore-scripts --no-audit --no-fund --no-save --prefix'
  const values = ['install', ...flags.split(' '), directory, spec]
  await promisify(execFile)('npm', values, {
    timeout: timeoutMs,
    env: childEnvironment(process.env),
  })
}

/** Explains what failed, from npm's error and output. */
export function explainInstall(error: unknown): { fact: string; hint: string } {
  const { stderr, killed, message, code } = Object(error)
  const text = `${String(stderr ?? '')}\n${String(message ?? error)}`
  if (killed === true)
    return {
      fact: `npm did not finish within ${timeoutMs / 1000} s`,
      hint: 'Check the network, or give a file or URL.',
    }
  if (code === 'ENOENT' && /spawn npm/.test(text))
    return {
      fact: 'npm is not installed',
      hint: 'Install npm, or give a file.',
    }
  if (/\b(ETARGET|E404)\b/.test(text))
    return {
      fact: 'the registry has no such version',
      hint: `List the versions with: npm view ${packageName} versions`,
    }
  if (/\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT)\b/.test(text))
    return {
      fact: 'the registry cannot be reached',
      hint: 'Check the network, or give a file or URL.',
    }
  if (/ERR_MODULE_NOT_FOUND|Cannot find module|ENOENT/.test(text))
    return {
      fact: `it has no ${documentFile}`,
      hint: 'Give another version.',
    }
  const said = text.split('\n').find((line) => /\S/.test(line)) ?? 'npm failed'
  return { fact: said.trim(), hint: 'Run npm install by hand to see more.' }
}
