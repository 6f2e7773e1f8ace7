/** Shapes: what a token of Seam looks like, in any response. */

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

/** `seam_watch…` begins names of ours; a made-up token is shown. */
const ours = `(?!watch(?![A-Za-z0-9])|[a-z]+${madeUp})`

/** The last part of a token is random, so it is no word in lower case. */
const random = '(?=[a-z]*[A-Z0-9])[A-Za-z0-9]'

/** `seam_cst1…`, `seam_testabMS_94S…` and JWTs, wherever they stand. Each run of
 * characters is tried once, so that no text makes it slow. */
const tokenShape = new RegExp(
  [
    `seam_${ours}[A-Za-z0-9]*\\d[A-Za-z0-9_]{5,}`,
    `seam_${ours}[A-Za-z0-9]*_${random}{12,}[A-Za-z0-9_]*`,
    `seam_${ours}(?:test|live|cst|at|pk)${random}{16,}[A-Za-z0-9_]*`,
    `(?<![A-Za-z0-9_-])ey[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{4,}\\.(?!${madeUp})[A-Za-z0-9_-]*`,
  ].join('|'),
  'g',
)

/** Cheap, and true of all that has the shape. */
const mayHoldToken = /seam_|(?<![A-Za-z0-9_-])ey/

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

function kindOf(token: string): Kind {
  if (token.startsWith('ey')) return 'console session token'
  if (token.startsWith('seam_cst')) return 'client session token'
  if (token.startsWith('seam_pk')) return 'publishable key'
  return token.startsWith('seam_at') ? 'personal access token' : 'API key'
}
