/** Content-Security-Policy: what a page may load and run. An escape that is
 * missing one day must not let a response run a script. */
import { randomBytes } from 'node:crypto'
import { raw } from './html.ts'

const closed = ["default-src 'none'", "form-action 'none'"]

/** For pages that we write: they have a style, and nothing else. */
export const policy = raw(
  tag([...closed, "base-uri 'none'", "style-src 'unsafe-inline'"]),
)

/** For Allure's page: its own scripts by a number that no response can know,
 * and what it makes of attachments. */
export function withPolicy(page: string): string {
  const nonce = randomBytes(16).toString('base64')
  const rules = tag([
    ...closed,
    "base-uri 'self'", // Allure sets it to the page's own address
    `script-src 'nonce-${nonce}'`,
    "style-src 'unsafe-inline'",
    'img-src data: blob:',
    'media-src data: blob:',
    'font-src data:',
    'connect-src data: blob:',
    'frame-src data: blob:',
  ])
  return page
    .replaceAll(
      /<script\b([^>]*>[^]*?<\/script>)/gi,
      (_, rest: string) => `<script nonce="${nonce}"${rest}`,
    )
    .replace(
      /<meta charset=[^>]*>|(?<=<head\b[^>]*>)/i,
      (first) => first + rules,
    )
}

function tag(rules: readonly string[]): string {
  return `<meta http-equiv="Content-Security-Policy" content="${rules.join('; ')}" />`
}
