/** Links of the matrix: where the finished report shows the test of a cell. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { testCaseIdOf } from './result.ts'
import { renderMatrix } from '../html/matrix-page.ts'
import type { Verdict } from '../../model/verdict.ts'

type Result = { readonly uuid?: string; readonly testCaseId?: string }

/** Draws the page of the matrix once more, with links into a report.
 * @param into where the page goes: a folder
 * @param report address of the report's index, seen from there */
export async function linkMatrix(
  reportsDir: string,
  { into, report }: { readonly into: string; readonly report: string },
): Promise<void> {
  const file = join(reportsDir, 'verdict.json')
  if (!existsSync(file)) return
  const verdict = JSON.parse(await readFile(file, 'utf8')) as Verdict // written by the reporter
  const { matrix, drivers } = verdict
  const [driver = ''] = drivers
  if (!matrix) return
  const ids = await idsIn(join(reportsDir, 'allure-results'))
  const page = renderMatrix(matrix, {
    verdict,
    linkTo: (caseId) => {
      const id = ids.get(testCaseIdOf({ driver, caseId }))
      return id && `${report}#${id}`
    },
  })
  const draft = join(into, '.auth-matrix.html.draft')
  await writeFile(draft, page)
  await rename(draft, join(into, 'auth-matrix.html'))
}

/** Allure calls a test in its report by the MD5 of the result's uuid. */
async function idsIn(results: string): Promise<ReadonlyMap<string, string>> {
  const names = await readdir(results)
  const files = names.filter((name) => name.endsWith('-result.json'))
  const ids = new Map<string, string>()
  for (const name of files) {
    const text = await readFile(join(results, name), 'utf8')
    const { uuid, testCaseId } = JSON.parse(text) as Result // written by Allure
    if (uuid === undefined || testCaseId === undefined) continue
    ids.set(testCaseId, createHash('md5').update(uuid).digest('hex'))
  }
  return ids
}
