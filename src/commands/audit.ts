/** `seamwatch audit`: looks for secrets in what runs have written. */
import { existsSync } from 'node:fs'
import { audit as look } from '../secrets/audit/audit.ts'
import { secretsIn } from '../secrets/audit/environment.ts'
import { readMinted } from '../secrets/audit/minted.ts'
import { createScan } from '../secrets/audit/scan.ts'

/** @returns the exit code: 0 clean, 1 a leak, 2 nothing there. */
export async function audit(directory: string): Promise<number> {
  const values = secretsIn(process.env)
  const { salt, marks } = readMinted(directory)
  const scan = createScan({ values, marks, salt })
  const { files, leaks } = existsSync(directory)
    ? await look(directory, { scan })
    : { files: 0, leaks: [] }
  if (files === 0) {
    process.stderr.write(
      `"${directory}" holds no file to look into\n  → npx seamwatch audit DIR, where DIR is what a run has written\n`,
    )
    return 2
  }
  for (const { file, what } of leaks) {
    process.stdout.write(`${file}: ${what}\n`)
  }
  const known = [
    'tokens of Seam by their shape',
    values.length > 0 ? values.map(([name]) => name).join(', ') : '',
    marks.size > 0 ? `${marks.size} minted tokens` : '',
  ].filter((part) => part !== '')
  const found =
    leaks.length === 0 ? 'no secret' : `${leaks.length} places with a secret`
  process.stdout.write(
    `${found} in ${files} files; looked for ${known.join('; ')}\n`,
  )
  return leaks.length === 0 ? 0 : 1
}
