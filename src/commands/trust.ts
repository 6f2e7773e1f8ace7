/** Certificate authorities of one's own: Node reads NODE_EXTRA_CA_CERTS only at
 * its start, so the command starts again with it. */
import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { options } from '../config/options.ts'
import type { CommandName } from '../config/options.ts'
import { nameOf, read } from '../config/read-option.ts'
import type { Source } from '../config/read-option.ts'
import { UsageError } from '../model/problem.ts'
import { messageOf } from '../model/thrown.ts'
import { startAgain } from './start-again.ts'

const extra = 'NODE_EXTRA_CA_CERTS'

/** @throws UsageError for a file without certificates: Node would only print a
 * warning. @throws Ended after the command has started again. */
export async function trustAuthorities(
  command: CommandName,
  source: Source,
): Promise<void> {
  const takesIt: readonly CommandName[] = options.ca.commands
  if (!takesIt.includes(command)) return
  const given = read('ca', source)
  const inUse = source.env[extra]
  if (given === undefined) {
    if (inUse !== undefined) requireCertificates(inUse, extra)
    return
  }
  requireCertificates(given, nameOf('ca', source))
  if (inUse === resolve(given)) return
  await startAgain({ ...source.env, [extra]: resolve(given) })
}

function requireCertificates(file: string, named: string): void {
  const fault = faultOf(file)
  if (fault === undefined) return
  throw new UsageError([
    {
      code: 'argument-invalid',
      fact: `${named}: expected certificates in PEM, but "${file}" ${fault}`,
      hint: 'name a file of certificate authorities; each begins with -----BEGIN CERTIFICATE-----',
    },
  ])
}

function faultOf(file: string): string | undefined {
  try {
    const text = readFileSync(file, 'utf8')
    const blocks =
      text.match(
        /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g,
      ) ?? []
    const parsed = blocks.map((block) => new X509Certificate(block))
    return parsed.length > 0 ? undefined : 'has none'
  } catch (error) {
    const { code } = Object(error)
    return code === 'ENOENT'
      ? 'does not exist'
      : `cannot be read: ${messageOf(error)}`
  }
}
