/** Versions: the release of the registry that came before another one. */
import { z } from 'zod'
import { Unavailable } from '../../model/problem.ts'
import { explainInstall } from './npm-error.ts'
import { interpret, interpreterOf } from './interpreter.ts'
import type { InstalledRelease } from './release.ts'
import { runProgram } from './run-program.ts'

const timeoutMs = 60_000

type Named = Pick<InstalledRelease, 'name' | 'version' | 'language' | 'program'>

/** As a person names it. Undefined if there is none, or no registry.
 * Pre-releases do not count.
 * @throws `Unavailable` if the registry cannot be reached. */
export async function releaseBefore(
  release: Named,
): Promise<string | undefined> {
  const { name, version, language } = release
  switch (language) {
    case 'javascript':
      return named(`npm:${name}@`, before(version, await versionsOfNpm(name)))
    case 'cli':
      return named('cli:', before(version, await versionsOfNpm(name)))
    case 'python':
      return named('python:', before(version, await versionsOfPypi(release)))
    case 'ruby':
    case 'php':
      return undefined
    default:
      return language satisfies never
  }
}

function named(start: string, version: string | undefined): string | undefined {
  return version === undefined ? undefined : `${start}${version}`
}

function before(version: string, all: readonly string[]): string | undefined {
  return stableIn(all).findLast((it) => byVersion(it, version) < 0)
}

/** The earliest first. */
function stableIn(all: readonly string[]): readonly string[] {
  return all.filter((it) => /^\d+\.\d+(?:\.\d+)?$/.test(it)).toSorted(byVersion)
}

/** The earliest first. Pre-releases do not count.
 * @throws `Unavailable` if the registry cannot be reached. */
export async function stableVersionsOf(
  name: string,
): Promise<readonly string[]> {
  return stableIn(await versionsOfNpm(name))
}

async function versionsOfNpm(name: string): Promise<readonly string[]> {
  const args = ['view', name, 'versions', '--json']
  try {
    const ended = await runProgram('npm', { args, timeoutMs })
    if (ended.code !== 0)
      throw Object.assign(new Error('npm failed'), {
        stderr: ended.stderr,
        killed: ended.isTimeOut,
      })
    return z.array(z.string()).parse(JSON.parse(ended.stdout))
  } catch (error) {
    throw explainInstall(error, { text: `npm:${name}`, timeoutMs })
  }
}

/** By the pip beside the release, which knows the versions for its Python. */
async function versionsOfPypi({
  name,
  program: own,
}: Named): Promise<readonly string[]> {
  const text = `python:${name}`
  const pip = '-I -m pip index versions --disable-pip-version-check'.split(' ')
  for (const program of new Set([own, interpreterOf('python')])) {
    const args = [...pip, name]
    const { stdout } = await interpret('python', {
      program,
      args,
      text,
      timeoutMs,
    })
    const [, list] = /^Available versions: (.*)$/m.exec(stdout) ?? []
    if (list !== undefined) return list.split(', ')
  }
  throw new Unavailable(
    `the versions of ${name} on PyPI cannot be read; name one with --baseline, or give --baseline none`,
  )
}

/** The earlier one first. */
export function byVersion(left: string, right: string): number {
  const [one, other] = [left, right].map((it) =>
    it.split(/[.-]/).slice(0, 3).map(Number),
  )
  const at = [0, 1, 2].find((index) => one?.[index] !== other?.[index])
  return at === undefined ? 0 : Number(one?.[at]) - Number(other?.[at])
}
