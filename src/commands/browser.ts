/** `seamwatch browser`: says which browser is used, and installs one if none is
 * there. */
import { findBrowser, pathVariable, whyNone } from '../drivers/browser/find.ts'
import { installBrowser } from '../drivers/browser/install.ts'

export type BrowserOptions = {
  /** To go on without one is fine: for a setup that judges the rest anyway. */
  readonly optional?: boolean
}

/** @returns the exit code: 0, or 3 where none can be had. */
export async function browser({
  optional = false,
}: BrowserOptions): Promise<number> {
  const isUnwanted = process.env[pathVariable] === 'none'
  const found =
    findBrowser() ??
    (isUnwanted ? undefined : await installBrowser({ find: findBrowser, say }))
  if (found) {
    say(`browser: ${found.version}, ${found.executablePath}`)
    return 0
  }
  say(`what needs a browser is not judged: ${whyNone(process.env)}`)
  return optional ? 0 : 3
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
