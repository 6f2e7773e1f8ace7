/** Mends Allure's pages in three ways, each measured with Allure 3.18. */
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { withPolicy } from '../html/policy.ts'

/** Names of the pages that still load something foreign; empty when clean. */
export async function mendPages(directory: string): Promise<readonly string[]> {
  const entries = await readdir(directory, {
    recursive: true,
    withFileTypes: true,
  })
  const left: string[] = []
  for (const entry of entries) {
    if (!entry.isFile() || !entry.name.endsWith('.html')) continue
    const file = join(entry.parentPath, entry.name)
    const text = await readFile(file, 'utf8')
    const mended = withPolicy(withFrameHeight(withoutForeignScripts(text)))
    if (mended !== text) await writeFile(file, mended)
    if (loadsForeign(mended)) left.push(relative(directory, file))
  }
  return left
}

/** Allure loads Google Tag Manager and has no option against it: each reader
 * would be reported to Google, with the address of the report. */
export function withoutForeignScripts(page: string): string {
  return page.replace(/<script\b[^>]*>[\s\S]*?<\/script>/gi, (element) => {
    const tag = /^<script\b[^>]*>/i.exec(element)?.[0] ?? ''
    // The report's own scripts are much longer.
    const isLoader = element.length < 5000 && /dataLayer/.test(element)
    return isForeign(tag) || isLoader ? '' : element
  })
}

/** Allure gives an HTML attachment the height of its contents. In a page that was
 * opened from the disk the browser forbids it to measure them: then the frame had
 * 150 px, and the curl was out of sight. */
function withFrameHeight(page: string): string {
  return page.replace(
    /<\/head>/i,
    '<style>iframe[title="HTML attachment"]:not([height]) { height: 32rem }</style>$&',
  )
}

/** Allure may load more one day: then rendering fails, and says so. */
export function loadsForeign(page: string): boolean {
  return [...page.matchAll(/<(?:script|iframe|link)\b[^>]*>/gi)].some(([tag]) =>
    isForeign(tag),
  )
}

function isForeign(tag: string): boolean {
  return /\b(?:src|href)\s*=\s*["']?\s*(?:https?:)?\/\//i.test(tag)
}
