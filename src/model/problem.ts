/** A problem: our own input is wrong. It says where, what, and what to do. */

/** A position in a file a person wrote; line and column count from 1. */
export type Place = {
  /** Relative to the working directory where it lies below it, else as given;
   * with forward slashes. */
  readonly file: string
  readonly line: number
  readonly column: number
}

/** Each code reads as a sentence; the class of all of them is `scenario`. */
export type ProblemCode =
  | 'alias-limit-exceeded'
  | 'argument-invalid'
  | 'body-property-unknown'
  | 'budget-too-small'
  | 'capture-unused'
  | 'contract-unreadable'
  | 'credential-missing'
  | 'credential-unknown'
  | 'file-too-large'
  | 'file-unreadable'
  | 'key-missing'
  | 'key-unknown'
  | 'method-unknown'
  | 'name-unresolved'
  | 'nothing-matched'
  | 'operation-unknown'
  | 'scenario-duplicate'
  | 'step-duplicate'
  | 'target-refused'
  | 'template-invalid'
  | 'value-invalid'
  | 'yaml-invalid'

export type Problem = {
  readonly code: ProblemCode
  /** What is wrong, one line, names in quotes as the person wrote them. */
  readonly fact: string
  readonly place?: Place
  /** The lines around the place, with a marker under it. */
  readonly frame?: string
  /** What to do about it: the closest name, or the valid list. */
  readonly hint?: string
}

/** Ends the command; holds all problems that were found. */
export class UsageError extends Error {
  readonly problems: readonly Problem[]
  constructor(problems: readonly Problem[]) {
    super(problems.map(renderProblem).join('\n\n'))
    this.name = 'UsageError'
    this.problems = problems
  }
}

/** Ends the command with 3: what it needs is not there, and nothing is wrong
 * with our input. One line. */
export class Unavailable extends Error {}

/** `file:line:column`, the form terminals and editors turn into a link. */
export function renderPlace(place: Place): string {
  return `${place.file}:${place.line}:${place.column}`
}

export function renderProblem(problem: Problem): string {
  const where = problem.place ? `${renderPlace(problem.place)}: ` : ''
  const lines = [`${where}${visible(problem.fact)} [${problem.code}]`]
  if (problem.frame) lines.push(problem.frame)
  if (problem.hint) lines.push(`  → ${problem.hint}`)
  return lines.join('\n')
}

/** Shows control and direction characters as their codes. */
function visible(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\p{Cf}]/gu,
    (sign) => `\\u{${sign.codePointAt(0)?.toString(16)}}`,
  )
}
