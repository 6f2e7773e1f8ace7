/** Reads an option: from the command line, otherwise from the environment,
 * otherwise its default. A message names the flag or the variable that the
 * person used. */
import { UsageError } from '../model/problem.ts'
import { withoutBlank } from './environment.ts'
import type { Environment } from './environment.ts'
import { options } from './options.ts'
import type { Option, OptionKey, ValueOf } from './options.ts'

/** As commander parsed the command line, by the keys of `options`. */
export type Given = Readonly<
  Record<string, string | readonly string[] | boolean>
>

export type Source = { readonly env: Environment; readonly given?: Given }

/** @throws UsageError for a text that cannot be used. */
export function read<Key extends OptionKey>(
  key: Key,
  source: Source,
): ValueOf<Key> {
  const option: Option = options[key]
  const text = textOf(key, source)
  const name = nameOf(key, source)
  if (text === undefined) return option.otherwise as ValueOf<Key> // by its type
  if (text.trim() === '') throw invalid(`${name} is empty`, 'give it a value')
  const parsed = option.parse(text)
  if (parsed.kind === 'value') return parsed.value as ValueOf<Key> // by `parse`
  throw invalid(`${name}: ${parsed.fact}`, hintOf(parsed.hint, option))
}

function hintOf(hint: string, { shown }: Option): string {
  return shown === undefined || hint.endsWith('?')
    ? hint
    : `${hint}; the default is ${shown}`
}

/** `--workers` if it was given, otherwise `SEAMWATCH_WORKERS`. */
export function nameOf(key: OptionKey, { given }: Source): string {
  const { flag, variable = '' }: Option = options[key]
  const isGiven = variable === '' || given?.[key] !== undefined
  return isGiven ? (flag?.split(' ')[0] ?? variable) : variable
}

/** The environment plus the options of the command line, for a child process.
 * Without blank variables. */
export function environmentWith({ env, given = {} }: Source): Environment {
  const entries = Object.entries(options).flatMap(
    ([key, { variable }]: [string, Option]) => {
      const text = textIn(given[key])
      return variable === undefined || text === undefined
        ? []
        : [[variable, text] as const]
    },
  )
  return withoutBlank({ ...env, ...Object.fromEntries(entries) })
}

function textOf(key: OptionKey, { env, given }: Source): string | undefined {
  const { variable }: Option = options[key]
  const fromEnvironment = variable === undefined ? '' : env[variable]
  return (
    textIn(given?.[key]) ??
    (fromEnvironment?.trim() ? fromEnvironment : undefined)
  )
}

function textIn(value: Given[string] | undefined): string | undefined {
  if (value === undefined) return undefined
  if (typeof value === 'boolean') return value ? '1' : '0'
  return typeof value === 'string' ? value : value.join(',')
}

function invalid(fact: string, hint: string): UsageError {
  return new UsageError([{ code: 'argument-invalid', fact, hint }])
}
