/** Shapes: what a token of Seam looks like, in any response. */
import { base64Cores } from './encodings.ts'

/** Kinds of secrets, as people call them; of each other kind of token of Seam
 * the first one is the family. */
export type Kind =
  | 'API key'
  | 'personal access token'
  | 'client session token'
  | 'publishable key'
  | 'console session token'

/** Stands in each token that was made up, so that a reader may see it; no real
 * one holds it. */
export const madeUp = '0seamwatch0made0up'

/** `seam_cst1…`, `seam_test…` and JWTs, wherever they stand. Each run of
 * characters is tried once, so that no text makes it slow. */
const tokenShape = new RegExp(
  [
    `seam_(?!watch|[a-z]+${madeUp})[A-Za-z0-9]*\\d[A-Za-z0-9_]{5,}`,
    `(?<![A-Za-z0-9_-])ey[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{4,}\\.(?!${madeUp})[A-Za-z0-9_-]*`,
  ].join('|'),
  'g',
)

/** Cheap, and true of all that has the shape. */
const mayHoldToken = /seam_|(?<![A-Za-z0-9_-])ey/

/** `seam_` in base64, at each of its three places in four characters. */
const packedPrefix = base64Cores('seam_').join('|')

const packedShape = new RegExp(
  `(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]*(?:${packedPrefix})[A-Za-z0-9+/_-]{8,}={0,2}`,
  'g',
)

const mayHoldPacked = new RegExp(packedPrefix)

export type Shaped = {
  readonly kind: Kind
  readonly token: string
  readonly index: number
}

/** Every token in the text, in order. */
export function* tokensIn(text: string): Generator<Shaped> {
  if (!mayHoldToken.test(text)) return
  for (const { 0: token, index } of text.matchAll(tokenShape)) {
    yield { kind: kindOf(token), token, index }
  }
}

/** The text with a mark in place of every token, also of those in base64. */
export function withoutTokens(text: string, mark: string): string {
  const plain = mayHoldToken.test(text)
    ? text.replaceAll(tokenShape, mark)
    : text
  if (!mayHoldPacked.test(plain)) return plain
  return plain.replaceAll(packedShape, (run) => (holdsToken(run) ? mark : run))
}

/** Whichever of its first four characters a whole one begins at. */
function holdsToken(base64: string): boolean {
  return [0, 1, 2, 3].some((skipped) => {
    const text = Buffer.from(base64.slice(skipped), 'base64').toString('latin1')
    return tokensIn(text).next().done === false
  })
}

function kindOf(token: string): Kind {
  if (token.startsWith('ey')) return 'console session token'
  if (token.startsWith('seam_cst')) return 'client session token'
  if (token.startsWith('seam_pk')) return 'publishable key'
  return token.startsWith('seam_at') ? 'personal access token' : 'API key'
}
