/** Credential form: which texts are certainly a credential, by their form alone.
 *
 * Redaction also removes what merely may be one. Here a wrong guess would accuse
 * the API: ids, hashes and words do not count. */
import { tokensIn } from './token-shapes.ts'
import type { Kind } from './token-shapes.ts'

/** A publishable key is public. */
export type SecretKind = Exclude<Kind, 'publishable key'>

type Certain = { readonly kind: SecretKind; readonly token: string }

/** Every one that the text holds. */
export function secretsIn(text: string): readonly Certain[] {
  return [...tokensIn(text)].flatMap(({ kind, token }) => {
    if (kind === 'publishable key') return []
    const isCertain =
      kind === 'console session token' ? isJwt(token) : isRandom(token)
    return isCertain ? [{ kind, token }] : []
  })
}

/** RFC 7519 §5: the header is a JSON object. */
function isJwt(token: string): boolean {
  const [header = '', , signature = ''] = token.split('.')
  if (signature === '') return false
  try {
    const read: unknown = JSON.parse(
      Buffer.from(header, 'base64url').toString(),
    )
    return typeof read === 'object' && read !== null && 'alg' in read
  } catch {
    return false
  }
}

/** `seam_test…`, `seam_cst1…_…`: of Seam's kinds, or two parts, of which the last
 * has digits and letters. */
function isRandom(token: string): boolean {
  const [, kind = '', rest = ''] =
    /^seam_((?:test|live|apikey|cst|at)?)(\w*)$/.exec(token) ?? []
  const last = rest.slice(rest.lastIndexOf('_') + 1)
  const shortest = kind === '' ? 20 : 12
  return last.length >= shortest && /\d/.test(last) && /[A-Za-z]/.test(last)
}
