/** Fits the pieces of a comment into its limit, and says what is left out. */

export type Piece = {
  /** What it is one of, in words: `risky details`. */
  readonly what: string
  readonly text: string
}

/** GitHub accepts 65,536 characters; redaction may add a few. */
export const longestComment = 65_000

/** What is left out first. Pieces of another kind always stay. */
const leftOutFirst = [
  'new notes lines',
  'to accept lines',
  'carried over lines',
  'risky details',
  'compatible lines',
  'breaking details',
  'perhaps renamed lines',
  'accepted without effect lines',
  'accepted lines',
  'known issues without effect lines',
  'risky rows',
  'not compared lines',
  'breaking rows',
  'not judged lines',
  'new rows',
]

/** Of one kind, the last are left out first. */
export function fit(
  pieces: readonly Piece[],
  {
    limit,
    head,
    foot,
    whole: where,
  }: {
    readonly limit: number
    readonly head: string
    readonly foot: string
    /** What has all of it. */
    readonly whole: string
  },
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
  const note = `\n_This comment would be too long for GitHub. Left out: ${counts.join(', ')}. ${where} has all of it._`
  const kept = pieces.filter((piece) => !left.has(piece))
  return [head, ...kept.map(({ text }) => text), note, foot].join('\n')
}

const longestNote = 500

/** A list that a person opens; each line is a piece of its own. */
export function folded(
  what: string,
  lines: readonly string[],
): readonly Piece[] {
  if (lines.length === 0) return []
  const head = `\n<details><summary>${what}: ${lines.length}</summary>\n`
  return [
    { what: 'head', text: head },
    ...lines.map((line) => ({ what: `${what} lines`, text: `- ${line}` })),
    { what: 'head', text: '\n</details>' },
  ]
}
