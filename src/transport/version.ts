/** The version, and how the suite introduces itself to the API. */
import { readFileSync } from 'node:fs'

const file = new URL('../../package.json', import.meta.url)
const { version: read }: { readonly version: string } = JSON.parse(
  readFileSync(file, 'utf8'),
)

export const version = read
export const userAgent = `seamwatch/${version} (contract tests)`
