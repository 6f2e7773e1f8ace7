/** Entries of known issues, as a person writes them. */

export type Written = {
  readonly fingerprint: string
  readonly owner?: string
  readonly expires?: string
  readonly link?: string
  readonly target?: string
  readonly sdk?: string
}

/** In the order of the keys; each on a line of its own. */
export function issue({
  fingerprint,
  owner = 'api-team',
  expires = '2026-12-10',
  link = 'https://example.org/issues/1',
  ...scope
}: Written): string {
  const lines = {
    fingerprint,
    owner,
    reason: 'it is being mended',
    link,
    expires,
    ...scope,
  }
  return Object.entries(lines)
    .map(
      ([key, text], index) =>
        `${index === 0 ? '-' : ' '} ${key}: ${quoted(text)}\n`,
    )
    .join('')
}

/** A name such as `@seamapi/http` needs quotes in YAML. */
function quoted(text: string): string {
  return text.startsWith('@') ? `'${text}'` : text
}
