/** `seamwatch browser`: prints which browser is used, and installs one if there
 * is none. */
import { findBrowser, pathVariable, whyNone } from '../drivers/browser/find.ts'
import { installBrowser } from '../drivers/browser/install.ts'
import { printOut } from '../secrets/terminal.ts'

export type BrowserOptions = {
  /** For a machine without a browser, which runs all other cases. */
  readonly optional?: boolean
}

/** @returns the exit code: 0, or 3 if there is no browser. */
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
  say(`cases that need a browser are not judged: ${whyNone(process.env)}`)
  return optional ? 0 : 3
}

function say(line: string): void {
  printOut(line)
}
