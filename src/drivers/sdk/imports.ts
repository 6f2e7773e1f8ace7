/** Imports: what a file of JavaScript loads, by a parser. */
import { parse } from 'acorn'
import type { Options, Program } from 'acorn'
import { ancestor } from 'acorn-walk'
import type { Node } from 'acorn'

/** @returns the specifiers that must be there. What is loaded inside of `try`
 * may be absent. Empty for a file that does not parse: it does not load either. */
export function importsOf(text: string): readonly string[] {
  const program = parsed(text)
  if (!program) return []
  const found = new Set<string>()
  const add = (source: unknown, above: readonly Node[] = []): void => {
    const isOptional = above.some(({ type }) => type === 'TryStatement')
    if (isOptional || typeof source !== 'object' || source === null) return
    if ('value' in source && typeof source.value === 'string')
      found.add(source.value)
  }
  ancestor(program, {
    ImportDeclaration: ({ source }) => add(source),
    ExportAllDeclaration: ({ source }) => add(source),
    ExportNamedDeclaration: ({ source }) => add(source),
    ImportExpression: ({ source }, _, above) => add(source, above),
    CallExpression: ({ callee, arguments: given }, _, above) => {
      if (callee.type === 'Identifier' && callee.name === 'require')
        add(given[0], above)
    },
  })
  return [...found]
}

const usual: Options = {
  ecmaVersion: 'latest',
  allowHashBang: true,
  sourceType: 'module',
}

function parsed(text: string): Program | undefined {
  const ways: readonly Options[] = [
    usual,
    { ...usual, sourceType: 'script', allowReturnOutsideFunction: true },
  ]
  for (const way of ways) {
    try {
      return parse(text, way)
    } catch {
      // the other way, or none
    }
  }
  return undefined
}
