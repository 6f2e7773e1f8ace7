/** Secrets inside: what a package must not bring to its callers. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { InFile } from '../../model/package-facts.ts'
import { createScan } from '../../secrets/audit/scan.ts'

/** Of Seam, by their shape, in whatever encoding. */
const scan = createScan({ values: [], minted: [] })

/** Of those who publish. */
const ofPublishing: Readonly<Record<string, RegExp>> = {
  'token of npm': /\bnpm_[A-Za-z0-9]{36}\b|:_authToken=[^\s$]{8,}/,
  'token of GitHub': /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{40,})/,
  'private key': /-----BEGIN [A-Z ]*PRIVATE KEY-----\s*\S{16,}/,
}

/** One for each kind and file. */
export function secretsIn(
  folder: string,
  files: readonly string[],
): readonly InFile[] {
  return files.flatMap((file) => {
    const bytes = readFileSync(join(folder, file))
    const text = bytes.toString('latin1')
    const kinds = new Set([
      ...scan(bytes).map(({ kind }) => kind),
      ...Object.entries(ofPublishing).flatMap(([kind, shape]) =>
        shape.test(text) ? [kind] : [],
      ),
    ])
    return [...kinds].map((what) => ({ what, file }))
  })
}
