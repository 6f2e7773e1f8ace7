/** Language: the clients that a release of an SDK may be. */

export const languages = ['javascript', 'cli', 'python', 'ruby', 'php'] as const

export type Language = (typeof languages)[number]

export const languageNames: Readonly<Record<Language, string>> = {
  javascript: 'JavaScript',
  cli: 'CLI',
  python: 'Python',
  ruby: 'Ruby',
  php: 'PHP',
}

/** `@seamapi/http 2.32.0`, `seam 3.18.0 (Python)`: packages of npm have names of
 * their own. */
export function titleOfRelease({
  name,
  version,
  language = 'javascript',
}: {
  readonly name: string
  readonly version: string
  readonly language?: Language
}): string {
  const isOfNpm = language === 'javascript' || language === 'cli'
  const more = isOfNpm ? '' : ` (${languageNames[language]})`
  return `${name} ${version}${more}`
}
