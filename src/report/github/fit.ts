/** Fits the pieces of a comment into its limit, and says what is left out. */

export type Piece = {
  /** What it is one of, in words: `risky details`. */
  readonly what: string
  readonly text: string
}

/** What is left out first. Pieces of another kind always stay. */
const leftOutFirst = [
  'risky details',
  'compatible lines',
  'breaking details',
  'perhaps renamed lines',
  'accepted without effect lines',
  'accepted lines',
  'risky rows',
  'not compared lines',
  'breaking rows',
]

/** Of one kind, the last are left out first. */
export function fit(
  pieces: readonly Piece[],
  {
    limit,
    head,
    foot,
  }: { readonly limit: number; readonly head: string; readonly foot: string },
): string {
  const whole = [head, ...pieces.map(({ text }) => text), foot].join('\n')
  if (whole.length <= limit) return whole
  let spare = limit - whole.length - longestNote
  const left = new Set<Piece>()
  const counts: string[] = []
  for (const what of leftOutFirst) {
    const before = left.size
    for (const piece of pieces
      .filter((one) => one.what === what)
      .toReversed()) {
      if (spare >= 0) break
      left.add(piece)
      spare += piece.text.length + 1
    }
    if (left.size > before) counts.push(`${left.size - before} × ${what}`)
  }
  const note = `\n_This comment would be too long for GitHub. Left out: ${counts.join(', ')}. The review with \`--json\` has all of it._`
  const kept = pieces.filter((piece) => !left.has(piece))
  return [head, ...kept.map(({ text }) => text), note, foot].join('\n')
}

const longestNote = 500
