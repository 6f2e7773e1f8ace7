/** Makes the headers of invalid credentials, and of valid ones in an unusual
 * form. */
import type { Contract } from '../model/contract.ts'
import { headersFor, placeholderOf, secretOf } from './credential.ts'
import type { Authentication, Keyring } from './credential.ts'
import type { Header } from '../model/exchange.ts'
import { madeUp } from '../secrets/token-shapes.ts'
import type { InvalidCredential, CredentialRecipe } from '../model/scenario.ts'

type Made = Pick<
  Authentication,
  'headers' | 'placeholders' | 'basis' | 'secrets'
>

type Means = { readonly contract: Contract; readonly keyring: Keyring }

/** Undefined when the keyring lacks the secret that it is made from.
 * @param credential its templates are filled in. */
export function invalidAuthentication(
  credential: InvalidCredential,
  means: Means,
): Authentication | undefined {
  const { name, title, recipe } = credential
  const made = make(recipe, means)
  return made && { scheme: name, title, ...made }
}

function make(
  recipe: CredentialRecipe,
  { contract, keyring }: Means,
): Made | undefined {
  switch (recipe.form) {
    case 'header':
      return plain([['authorization', recipe.value]])
    case 'token':
      return {
        headers: headersFor(contract, recipe.as, recipe.token),
        placeholders: headersFor(contract, recipe.as, shown(recipe)),
      }
    case 'secret': {
      const secret = secretOf(keyring, recipe.of)
      if (secret === undefined) return undefined
      const { as, of, change } = recipe
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
      const secret = secretOf(keyring, recipe.of)
      if (secret === undefined) return undefined
      const { of, workspace } = recipe
      const where: readonly Header[] =
        workspace === undefined ? [] : [['seam-workspace', workspace]]
      return {
        headers: [...headersFor(contract, of, secret), ...where],
        placeholders: headersFor(contract, of, placeholderOf(of)),
        basis: of,
      }
    }
    default:
      return recipe satisfies never
  }
}

/** Nothing in it is secret. */
function plain(headers: readonly Header[]): Made {
  return { headers, placeholders: headers }
}

/** An invented token may be shown; one that the API issued may not. */
function shown({ as, token }: { readonly as: string; readonly token: string }) {
  return token.includes(madeUp) ? token : placeholderOf(as)
}

/** Short: what is left of the secret is still redacted. */
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
