/** Renders the report of a run and audits all that the run wrote, before and
 * after: a file that holds a secret is removed, and the verdict says so. */
import { cleanseLedgers } from '../cleanup/cleanse.ts'
import { contain, withoutLeaks } from '../secrets/audit/contain.ts'
import { secretsIn } from '../secrets/audit/environment.ts'
import type { Searched } from '../secrets/audit/audit.ts'
import { readMinted } from '../secrets/audit/minted.ts'
import { printOut } from '../secrets/terminal.ts'
import { createScan } from '../secrets/audit/scan.ts'
import type { Scan } from '../secrets/audit/scan.ts'
import { rewriteVerdict, withLeaks } from './leaks.ts'
import type { LeakedFile } from './leaks.ts'
import { readVerdict } from './read-verdict.ts'
import { withoutAllureCode } from './allure/own-code.ts'
import { renderReport } from './allure/render.ts'
import type { Rendered } from './allure/render.ts'
import { plural } from '../model/plural.ts'
import type { Verdict } from '../model/verdict.ts'
import { ownFilesIn } from './own-files.ts'
import { reportFiles } from './write.ts'
import type { ReportFile } from './write.ts'

export type Reports = {
  readonly reportsDir: string
  /** Its secrets are searched for. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly files?: readonly ReportFile[]
}

export type RenderedAudited = {
  readonly rendered: Rendered
  /** The run's, with its leaks; absent where the run has left none. */
  readonly verdict: Verdict | undefined
  readonly hasLeaked: boolean
}

export async function renderAudited({
  reportsDir,
  env,
  files = reportFiles,
}: Reports): Promise<RenderedAudited> {
  // Read before the audit, which may remove the file.
  const judged = readVerdict(reportsDir)
  const minted = readMinted(reportsDir)
  const scan = createScan({ values: secretsIn(env), minted })
  const searched: Searched = new Map()
  const folder = { reportsDir, scan, files, searched }
  const before = await auditOnce(judged, {
    ...folder,
    // Rendering replaces the report of an earlier run.
    audited: files.filter(({ name }) => name !== 'allure-report/'),
  })
  const rendered = await renderReport({ reportsDir })
  const after = await auditOnce(before.verdict, { ...folder, audited: files })
  const hasLeaked = before.hasLeaked || after.hasLeaked
  return { rendered, verdict: after.verdict, hasLeaked }
}

async function auditOnce(
  verdict: Verdict | undefined,
  {
    reportsDir,
    scan,
    files,
    audited,
    searched,
  }: {
    readonly reportsDir: string
    readonly scan: Scan
    readonly files: readonly ReportFile[]
    readonly audited: readonly ReportFile[]
    readonly searched: Searched
  },
): Promise<Pick<RenderedAudited, 'verdict' | 'hasLeaked'>> {
  // Without its slash a link is not followed.
  const sinceMs = Date.parse(verdict?.startedAt ?? '') || 0
  const paths = audited.flatMap(({ name, own, stays }) => {
    const folder = name.replace(/\/$/, '')
    if (folder === 'ledger') return []
    if (!own) return [folder]
    const since = stays === 'always' ? { sinceMs } : {}
    return ownFilesIn(reportsDir, { folder, own, ...since })
  })
  const search = { scan, paths, searched, trim: withoutAllureCode }
  const leaks = [
    ...(await contain(reportsDir, search)),
    // Its other lines say what is still to be deleted.
    ...cleanseLedgers(reportsDir, scan),
  ]
  if (leaks.length === 0) return { verdict, hasLeaked: false }
  printOut(renderLeaks(leaks))
  if (!verdict) return { verdict, hasLeaked: true }
  const clean = withoutLeaks(verdict, scan) as Verdict // of the same form
  const leaky = withLeaks(clean, leaks)
  await rewriteVerdict(leaky, { reportsDir, files, leaks })
  // A file may hold a secret that is not the verdict's: it was written again.
  await contain(reportsDir, search)
  printOut(`${leaky.why}\nverdict: ${leaky.status}`)
  return { verdict: leaky, hasLeaked: true }
}

function renderLeaks(leaks: readonly LeakedFile[]): string {
  return [
    '',
    `Secrets in the files of this run (${plural(leaks.length, 'place')})`,
    ...leaks.map(({ file, what }) => `  ${file}: ${what}`),
    '  → These files were removed. Report this to the owners of the suite. Renew the secret if other people saw the files.',
    '',
  ].join('\n')
}
