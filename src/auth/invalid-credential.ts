/** Forging: the headers of credentials that are no good, or good ones in a form
 * of their own. */
import type { Contract } from '../model/contract.ts'
import { headersFor, placeholderOf, secretOf } from './credential.ts'
import type { Authentication, Keyring } from './credential.ts'
import type { Header } from '../model/exchange.ts'
import { madeUp } from '../secrets/token-shapes.ts'
import type { Forged, Forgery } from '../model/scenario.ts'

type Made = Pick<
  Authentication,
  'headers' | 'placeholders' | 'basis' | 'secrets'
>

type Means = { readonly contract: Contract; readonly keyring: Keyring }

/** Undefined when the keyring lacks the secret it is made of.
 * @param forged its templates are filled in. */
export function forge(
  { name, title, forgery }: Forged,
  means: Means,
): Authentication | undefined {
  const made = make(forgery, means)
  return made && { scheme: name, title, ...made }
}

function make(
  forgery: Forgery,
  { contract, keyring }: Means,
): Made | undefined {
  switch (forgery.form) {
    case 'header':
      return plain([['authorization', forgery.value]])
    case 'token':
      return {
        headers: headersFor(contract, forgery.as, forgery.token),
        placeholders: headersFor(contract, forgery.as, shown(forgery)),
      }
    case 'secret': {
      const secret = secretOf(keyring, forgery.of)
      if (secret === undefined) return undefined
      const { as, of, change } = forgery
      const sent = change === 'truncated' ? withoutEnd(secret) : secret
      const name = placeholderOf(of)
      const written = change === 'truncated' ? withoutEndInShell(name) : name
      const spell = change === 'lower-case' ? inLowerCase : asItIs
      return {
        headers: spell(headersFor(contract, as, sent)),
        placeholders: spell(headersFor(contract, as, written)),
        basis: of,
        secrets: [sent],
      }
    }
    case 'workspace': {
      const secret = secretOf(keyring, forgery.of)
      if (secret === undefined) return undefined
      const { of, workspace } = forgery
      const where: readonly Header[] =
        workspace === undefined ? [] : [['seam-workspace', workspace]]
      return {
        headers: [...headersFor(contract, of, secret), ...where],
        placeholders: headersFor(contract, of, placeholderOf(of)),
        basis: of,
      }
    }
    default:
      return forgery satisfies never
  }
}

/** Nothing in it is secret. */
function plain(headers: readonly Header[]): Made {
  return { headers, placeholders: headers }
}

/** A token that was made up may be read; one that the API handed out may not. */
function shown({ as, token }: { readonly as: string; readonly token: string }) {
  return token.includes(madeUp) ? token : placeholderOf(as)
}

/** Most of a secret is a secret still. */
const cutOff = 4

function withoutEnd(secret: string): string {
  return secret.slice(0, -cutOff)
}

/** POSIX 2.6.2: `${NAME%????}` is the value without its last four characters. */
function withoutEndInShell(placeholder: string): string {
  return `\${${placeholder.slice(1)}%${'?'.repeat(cutOff)}}`
}

/** RFC 9110 §11.1: the name of the scheme is case-insensitive. */
function inLowerCase(headers: readonly Header[]): readonly Header[] {
  return headers.map(([name, value]) => [
    name,
    value.replace(/^Bearer /, 'bearer '),
  ])
}

function asItIs(headers: readonly Header[]): readonly Header[] {
  return headers
}
