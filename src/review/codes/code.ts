/** What each code of a change has. */

export const levels = ['editorial', 'compatible', 'risky', 'breaking'] as const
export type Level = (typeof levels)[number]

/** Whom a change hits: who sends requests, who reads replies, or both. */
export type Who = 'caller' | 'reader' | 'everybody' | 'none'

export type CodeRow = {
  readonly level: Level
  readonly who: Who
  /** What happened, in one line without a full stop. */
  readonly title: string
  /** Why it has this level. */
  readonly why: string
  readonly hint: string
}

export type CodeTable = Readonly<Record<string, CodeRow>>

/** A change that asks a person nothing. */
export function harmless(title: string, why: string): CodeRow {
  const hint = 'Nothing has to be done.'
  return { level: 'compatible', who: 'none', title, why, hint }
}

export function breaks(
  who: Exclude<Who, 'none'>,
  text: readonly [title: string, why: string, hint: string],
): CodeRow {
  const [title, why, hint] = text
  return { level: 'breaking', who, title, why, hint }
}

export function risks(
  who: Exclude<Who, 'none'>,
  text: readonly [title: string, why: string, hint: string],
): CodeRow {
  return { ...breaks(who, text), level: 'risky' }
}
