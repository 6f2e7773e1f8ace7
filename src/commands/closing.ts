/** The end of a run: what it wrote is audited, rendered and audited again; a
 * secret in it is removed, and the verdict says so. */
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { contain, withoutLeaks } from '../audit/contain.ts'
import { secretsIn } from '../audit/environment.ts'
import { readMinted } from '../audit/minted.ts'
import { createScan } from '../audit/scan.ts'
import type { Scan } from '../audit/scan.ts'
import { rewriteVerdict, withLeaks } from '../report/leaks.ts'
import type { LeakedFile } from '../report/leaks.ts'
import { renderReport } from '../report/render.ts'
import type { Verdict } from '../report/types.ts'
import type { Environment } from '../environment.ts'

/** All that the reporters write, below the folder for reports. */
const written = [
  'allure-results',
  'test-results',
  'auth-matrix.html',
  'guards',
  'history',
  'junit.xml',
  'ledger',
  'minted.json',
  'summary.html',
  'verdict.json',
]

/** @returns the exit code: the verdict's, or 2 where there is none. */
export async function closeRun(
  reportsDir: string,
  env: Environment,
): Promise<number> {
  const file = join(reportsDir, 'verdict.json')
  if (!existsSync(file)) {
    process.stderr.write('The run ended before it could be judged.\n')
    rmSync(join(reportsDir, 'allure-results'), { recursive: true, force: true })
    return 2
  }
  // As the reporter wrote it; kept here, since its file may have to go.
  const judged = JSON.parse(readFileSync(file, 'utf8')) as Verdict
  const { salt, marks } = readMinted(reportsDir)
  const scan = createScan({ values: secretsIn(env), marks, salt })
  const look = { reportsDir, scan }
  const verdict = await admit(judged, { ...look, paths: written })
  const rendered = await renderReport({ reportsDir })
  const last = await admit(verdict, { ...look, paths: ['allure-report'] })
  if (rendered.kind === 'failed') {
    process.stderr.write(`The report was not rendered: ${rendered.message}\n`)
    return 2
  }
  return last.exitCode
}

async function admit(
  verdict: Verdict,
  {
    reportsDir,
    scan,
    paths,
  }: {
    readonly reportsDir: string
    readonly scan: Scan
    readonly paths: readonly string[]
  },
): Promise<Verdict> {
  const leaks = await contain(reportsDir, { scan, paths })
  if (leaks.length === 0) return verdict
  const clean = withoutLeaks(verdict, scan) as Verdict // of the same form
  const admitted = withLeaks(clean, leaks)
  await rewriteVerdict(reportsDir, admitted)
  process.stdout.write(renderLeaks(admitted, leaks))
  return admitted
}

function renderLeaks(verdict: Verdict, leaks: readonly LeakedFile[]): string {
  return [
    '',
    `Secrets in what this run wrote (${leaks.length})`,
    ...leaks.map(({ file, what }) => `  ${file}: ${what}`),
    '  → these files were removed; tell whoever keeps this suite, and renew the secret if anyone else saw them',
    '',
    verdict.why,
    `verdict: ${verdict.status}`,
    '',
  ].join('\n')
}
