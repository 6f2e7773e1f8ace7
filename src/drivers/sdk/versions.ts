/** Versions: the release of the registry that came before another one. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { z } from 'zod'
import { childEnvironment } from '../../model/child-environment.ts'
import { explainInstall } from './npm-error.ts'

const npmMs = 60_000

/** Undefined if there is none. Pre-releases do not count.
 * @throws `Unavailable` if the registry cannot be reached. */
export async function versionBefore({
  name,
  version,
}: {
  readonly name: string
  readonly version: string
}): Promise<string | undefined> {
  const all = await stableVersionsOf(name)
  return all.findLast((it) => byVersion(it, version) < 0)
}

/** The earliest first. Pre-releases do not count.
 * @throws `Unavailable` if the registry cannot be reached. */
export async function stableVersionsOf(
  name: string,
): Promise<readonly string[]> {
  const all = await versionsOf(name)
  return all.filter((it) => /^\d+\.\d+\.\d+$/.test(it)).toSorted(byVersion)
}

async function versionsOf(name: string): Promise<readonly string[]> {
  try {
    const { stdout } = await promisify(execFile)(
      'npm',
      ['view', name, 'versions', '--json'],
      { env: childEnvironment(process.env), timeout: npmMs },
    )
    return z.array(z.string()).parse(JSON.parse(stdout))
  } catch (error) {
    throw explainInstall(error, { text: `npm:${name}`, timeoutMs: npmMs })
  }
}

/** The earlier one first. */
export function byVersion(left: string, right: string): number {
  const [one, other] = [left, right].map((it) =>
    it.split(/[.-]/).slice(0, 3).map(Number),
  )
  const at = [0, 1, 2].find((index) => one?.[index] !== other?.[index])
  return at === undefined ? 0 : Number(one?.[at]) - Number(other?.[at])
}
