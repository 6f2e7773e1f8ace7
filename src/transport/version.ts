/** The version of the suite, and the user-agent that it sends. */
import { readFileSync } from 'node:fs'

const file = new URL('../../package.json', import.meta.url)
const { version: read }: { readonly version: string } = JSON.parse(
  readFileSync(file, 'utf8'),
)

export const version = read
export const userAgent = `seamwatch/${version} (contract tests)`
