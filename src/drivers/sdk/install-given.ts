/** A release that a person has installed: a virtual environment of Python, a
 * bundle of Ruby, a project of composer. It is used where it is. */
import { createHash } from 'node:crypto'
import { Unavailable } from '../../model/problem.ts'
import type { Packed } from './packed.ts'
import { languageNames } from '../../model/language.ts'
import { inspectors } from './inspect-given.ts'
import type { ReleaseRecord } from './release.ts'
import type { Installed } from './spec.ts'

export async function describeInstalled(
  text: string,
  { kind, path }: Installed,
): Promise<Packed> {
  const facts = await inspectors[kind](path, text)
  const own = facts.resolved.find(({ name }) => isSdk(name))
  if (!own)
    throw new Unavailable(
      `release "${text}" is not judged: ${path} has no package "seam"; install Seam's SDK for ${languageNames[kind]} there`,
    )
  const { version } = own
  const record: ReleaseRecord = {
    name: 'seam',
    version,
    integrity: own.integrity ?? '',
    language: kind,
    home: path,
    ...facts,
  }
  const hash = createHash('sha256').update(JSON.stringify(record))
  return {
    name: 'seam',
    version,
    // Whatever has changed in the folder.
    integrity: `sha256-${hash.digest('base64')}`,
    complete: async () => record,
  }
}

/** `seam`, or `seamapi/seam` */
function isSdk(name: string): boolean {
  return /^(?:seamapi\/)?seam$/.test(name)
}
