/** The page of the matrix with links: each cell leads to its test in the report. */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { testCaseIdOf } from './result.ts'
import { renderMatrix } from '../html/matrix-page.ts'
import { readVerdict } from '../read-verdict.ts'
import { writeWhole } from '../../secrets/write-file.ts'

/** What we read of Allure's own format. */
const resultSchema = z.object({
  uuid: z.string().optional(),
  testCaseId: z.string().optional(),
})

/** Renders the page of the matrix again, with links into a report.
 * @param into the folder for the page
 * @param report address of the report's index, seen from that folder */
export async function linkMatrix(
  reportsDir: string,
  { into, report }: { readonly into: string; readonly report: string },
): Promise<void> {
  const verdict = readVerdict(reportsDir)
  if (!verdict?.matrix) return
  const { matrix, drivers } = verdict
  const [driver = ''] = drivers
  const ids = await idsIn(join(reportsDir, 'allure-results'))
  const page = renderMatrix(matrix, {
    verdict,
    linkTo: (caseId) => {
      const id = ids.get(testCaseIdOf({ driver, caseId }))
      return id && `${report}#${id}`
    },
  })
  writeWhole(join(into, 'auth-matrix.html'), page)
}

/** By the test case's id. In its report Allure names a test by the MD5 of the
 * result's uuid. */
async function idsIn(results: string): Promise<ReadonlyMap<string, string>> {
  const names = await readdir(results)
  const files = names.filter((name) => name.endsWith('-result.json'))
  const ids = new Map<string, string>()
  for (const name of files) {
    const text = await readFile(join(results, name), 'utf8')
    const { uuid, testCaseId } = resultSchema.parse(JSON.parse(text))
    if (uuid === undefined || testCaseId === undefined) continue
    ids.set(testCaseId, createHash('md5').update(uuid).digest('hex'))
  }
  return ids
}
