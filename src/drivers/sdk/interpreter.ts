/** Interpreter: the program of this machine that runs a language. */
import { childEnvironment } from '../../model/child-environment.ts'
import { languageNames } from '../../model/language.ts'
import { Unavailable } from '../../model/problem.ts'
import { runProgram } from './run-program.ts'
import type { Ended } from './run-program.ts'

export type Interpreted = 'python' | 'ruby' | 'php'

const programs: Readonly<
  Record<Interpreted, { readonly variable: string; readonly otherwise: string }>
> = {
  python: { variable: 'SEAMWATCH_PYTHON', otherwise: 'python3' },
  ruby: { variable: 'SEAMWATCH_RUBY', otherwise: 'ruby' },
  php: { variable: 'SEAMWATCH_PHP', otherwise: 'php' },
}

export function interpreterOf(language: Interpreted): string {
  const { variable, otherwise } = programs[language]
  return process.env[variable] || otherwise
}

const quickMs = 60_000

/** @throws `Unavailable` if there is no such program. */
export async function interpret(
  language: Interpreted,
  {
    program,
    args,
    text,
    timeoutMs = quickMs,
    env = {},
  }: {
    readonly program: string
    readonly args: readonly string[]
    /** The release, as the person named it. */
    readonly text: string
    readonly timeoutMs?: number
    /** Added to ours without its secrets. */
    readonly env?: Readonly<Record<string, string>>
  },
): Promise<Ended> {
  const all = { ...childEnvironment(process.env), ...env }
  try {
    return await runProgram(program, { args, timeoutMs, env: all })
  } catch (cause) {
    const { variable } = programs[language]
    throw new Unavailable(
      `release "${text}" is not judged: there is no ${languageNames[language]}: "${program}" cannot be started; set ${variable} to its path`,
      { cause },
    )
  }
}
