/** `seamwatch audit`: searches the files of a run for secrets. */
import { existsSync } from 'node:fs'
import { checkCredentials } from '../config/credential-values.ts'
import { audit as look } from '../secrets/audit/audit.ts'
import { secretsIn } from '../secrets/audit/environment.ts'
import { readMinted } from '../secrets/audit/minted.ts'
import { plural } from '../model/plural.ts'
import { createScan } from '../secrets/audit/scan.ts'
import { printError, printOut } from '../secrets/terminal.ts'

/** @returns the exit code: 0 no secret, 1 a secret, 2 no file to search. */
export async function audit(directory: string): Promise<number> {
  checkCredentials(process.env)
  const values = secretsIn(process.env)
  const minted = readMinted(directory)
  const scan = createScan({ values, minted })
  const tokens = minted.reduce((sum, { marks }) => sum + marks.size, 0)
  const { files, leaks } = existsSync(directory)
    ? await look(directory, { scan })
    : { files: 0, leaks: [] }
  if (files === 0) {
    printError(
      `audit: expected the folder of a run's reports, but "${directory}" ${existsSync(directory) ? 'has no file' : 'does not exist'}\n  → name it: npx seamwatch audit --reports DIR`,
    )
    return 2
  }
  for (const { file, what } of leaks) {
    printOut(`${file}: ${what}`)
  }
  const known = [
    'tokens of Seam by their shape',
    values.length > 0 ? values.map(([name]) => name).join(', ') : '',
    tokens > 0 ? plural(tokens, 'minted token') : '',
  ].filter((part) => part !== '')
  const found =
    leaks.length === 0
      ? 'no secret'
      : `${plural(leaks.length, 'place')} with a secret`
  printOut(
    `${found} in ${plural(files, 'file')}; searched for ${known.join('; ')}`,
  )
  return leaks.length === 0 ? 0 : 1
}
