/** Pages freed of scripts, frames and styles that come from elsewhere. */
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'

/** Names of the files in which a foreign script is left; empty when clean. */
export async function stripForeignScripts(
  directory: string,
): Promise<readonly string[]> {
  const entries = await readdir(directory, {
    recursive: true,
    withFileTypes: true,
  })
  const left: string[] = []
  for (const entry of entries) {
    if (!entry.isFile() || !entry.name.endsWith('.html')) continue
    const file = join(entry.parentPath, entry.name)
    const text = await readFile(file, 'utf8')
    const clean = withoutForeignScripts(text)
    if (clean !== text) await writeFile(file, clean)
    if (hasForeignScript(clean)) left.push(relative(directory, file))
  }
  return left
}

/** Scripts loaded from a host, and inline ones that load Google's tags. */
export function withoutForeignScripts(page: string): string {
  return page
    .replace(/<script\b[^>]*>[\s\S]*?<\/script>/gi, (element) => {
      const open = /^<script\b[^>]*>/i.exec(element)?.[0] ?? ''
      const isLoader =
        element.length < 5000 &&
        /googletagmanager|google-analytics|dataLayer/.test(element)
      return isForeign(open) || isLoader ? '' : element
    })
    .replace(/<noscript>[^<]*<iframe[\s\S]*?<\/noscript>/gi, '')
    .replace(/<link\b[^>]*>/gi, (tag) => (isForeign(tag) ? '' : tag))
}

export function hasForeignScript(page: string): boolean {
  return (
    [...page.matchAll(/<(?:script|iframe|link)\b[^>]*>/gi)].some(([tag]) =>
      isForeign(tag),
    ) || page.includes('googletagmanager.com/gtag')
  )
}

function isForeign(tag: string): boolean {
  return /\b(?:src|href)\s*=\s*["']?\s*(?:https?:)?\/\//i.test(tag)
}
