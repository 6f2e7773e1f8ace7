/** The end of a run: what it wrote is audited, rendered and audited again; a
 * secret in it is removed, and the verdict says so. */
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { contain, withoutLeaks } from '../secrets/audit/contain.ts'
import { secretsIn } from '../secrets/audit/environment.ts'
import { readMinted } from '../secrets/audit/minted.ts'
import { createScan } from '../secrets/audit/scan.ts'
import type { Scan } from '../secrets/audit/scan.ts'
import { rewriteVerdict, withLeaks } from '../report/leaks.ts'
import type { LeakedFile } from '../report/leaks.ts'
import { renderReport } from '../report/allure/render.ts'
import type { Rendered } from '../report/allure/render.ts'
import type { Verdict } from '../model/verdict.ts'
import type { Environment } from '../config/environment.ts'

/** All that the reporters write, below the folder for reports. */
const written = [
  'allure-results',
  'test-results',
  'auth-matrix.html',
  'handover',
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
  const { rendered, verdict } = await renderAudited(reportsDir, env)
  if (rendered.kind === 'failed') {
    process.stderr.write(`The report was not rendered: ${rendered.message}\n`)
  }
  return rendered.kind === 'failed' ? 2 : (verdict?.exitCode ?? 2)
}

export type RenderedAudited = {
  readonly rendered: Rendered
  /** The run's, with what leaked; absent where the run has left none. */
  readonly verdict: Verdict | undefined
  readonly hasLeaked: boolean
}

/** Renders the report; what holds a secret, before or after, does not stay. */
export async function renderAudited(
  reportsDir: string,
  env: Environment,
): Promise<RenderedAudited> {
  const file = join(reportsDir, 'verdict.json')
  // As the reporter wrote it; kept here, since its file may have to go.
  const judged = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as Verdict)
    : undefined
  const { salt, marks } = readMinted(reportsDir)
  const scan = createScan({ values: secretsIn(env), marks, salt })
  const look = { reportsDir, scan }
  const before = await admit(judged, { ...look, paths: written })
  const rendered = await renderReport({ reportsDir })
  const after = await admit(before.verdict, {
    ...look,
    paths: ['allure-report'],
  })
  const hasLeaked = before.hasLeaked || after.hasLeaked
  return { rendered, verdict: after.verdict, hasLeaked }
}

async function admit(
  verdict: Verdict | undefined,
  {
    reportsDir,
    scan,
    paths,
  }: {
    readonly reportsDir: string
    readonly scan: Scan
    readonly paths: readonly string[]
  },
): Promise<Pick<RenderedAudited, 'verdict' | 'hasLeaked'>> {
  const leaks = await contain(reportsDir, { scan, paths })
  if (leaks.length === 0) return { verdict, hasLeaked: false }
  process.stdout.write(renderLeaks(leaks))
  if (!verdict) return { verdict, hasLeaked: true }
  const clean = withoutLeaks(verdict, scan) as Verdict // of the same form
  const admitted = withLeaks(clean, leaks)
  await rewriteVerdict(reportsDir, admitted)
  process.stdout.write(`${admitted.why}\nverdict: ${admitted.status}\n`)
  return { verdict: admitted, hasLeaked: true }
}

function renderLeaks(leaks: readonly LeakedFile[]): string {
  return [
    '',
    `Secrets in what this run wrote (${leaks.length})`,
    ...leaks.map(({ file, what }) => `  ${file}: ${what}`),
    '  → these files were removed; tell whoever keeps this suite, and renew the secret if anyone else saw them',
    '',
    '',
  ].join('\n')
}
