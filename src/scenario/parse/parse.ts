/** Parses the text of a file of ours, a scenario above all: YAML 1.2 core, one
 * document, no tags. */
import {
  Composer,
  LineCounter,
  Parser,
  type CST,
  type Document,
  type YAMLParseError,
} from 'yaml'
import type { Problem } from '../../model/problem.ts'
import { problemAt, type Source } from './source.ts'
import { treeOf, type TreeFault } from './tree.ts'

type ParsedFile =
  | { readonly kind: 'source'; readonly source: Source }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] }

/** Deeper input would overflow the stack of recursive functions. */
const deepestNesting = 64

const options = {
  version: '1.2',
  schema: 'core',
  merge: false,
  stringKeys: true,
  // The cost of its own search for duplicates grows with the square of the keys;
  // tree.ts has a faster one.
  uniqueKeys: false,
  logLevel: 'silent',
} as const

/** What to do where the file as a whole is wrong. */
export type Advice = {
  readonly empty: string
  readonly tooDeep: string
  readonly second: string
}

const scenarioAdvice: Advice = {
  empty: 'a scenario needs "scenario", "owner" and "steps"',
  tooDeep: 'a scenario needs a handful',
  second: 'one file holds one scenario',
}

type Input = {
  readonly id: string
  readonly file: string
  readonly text: string
}

/** `file` is relative to the project's root, `id` to the scenarios' folder. */
export function parseScenario(input: Input): ParsedFile {
  return parseYaml(input, scenarioAdvice)
}

export function parseYaml(input: Input, advice: Advice): ParsedFile {
  const lines = new LineCounter()
  const tokens = [...new Parser(lines.addNewLine).parse(input.text)]
  const lineStarts = lines.lineStarts.length === 0 ? [0] : lines.lineStarts
  const text = { file: input.file, text: input.text, lineStarts }
  const refuse = (faults: readonly TreeFault[]): ParsedFile => ({
    kind: 'problems',
    problems: faults.map((fault) => problemAt(text, fault)),
  })
  const control = unprintable.exec(input.text)
  if (control) return refuse([controlCharacter(control.index)])
  if (depthOf(tokens) > deepestNesting) return refuse([tooDeep(advice)])
  const documents = [
    ...new Composer(options).compose(tokens, true, input.text.length),
  ]
  const [document, second] = documents
  if (second) return refuse([secondDocument(second, advice)])
  if (!document) return refuse([empty(advice)])
  const faults = syntaxFaults(document.errors, input.text)
  if (faults.length > 0) return refuse(faults)
  const tree = treeOf(document)
  if (tree.faults.length > 0) return refuse(tree.faults)
  if (tree.value === null) return refuse([empty(advice)])
  const { value, marks } = tree
  return { kind: 'source', source: { ...text, id: input.id, value, marks } }
}

/** Only the first syntax error: it causes those after it. */
function syntaxFaults(
  errors: readonly YAMLParseError[],
  text: string,
): readonly TreeFault[] {
  return errors.slice(0, 1).map(({ code, message, pos }): TreeFault => {
    if (isBareTemplate(text, pos[0])) return bareTemplate(pos)
    const name = message.startsWith('Flow ') ? 'NOT_CLOSED' : code
    const { fact, hint } = plainWords[name] ?? { fact: message }
    return { code: 'yaml-invalid', fact, hint, range: pos }
  })
}

/** Whether the error is at a template that YAML reads as a map. */
function isBareTemplate(text: string, offset: number): boolean {
  return text.startsWith('${{', offset - 1)
}

function bareTemplate(pos: readonly [number, number]): TreeFault {
  return {
    code: 'yaml-invalid',
    fact: 'A template inside { } or [ ] needs quotes',
    hint: 'write "${{ … }}": without quotes, its braces mean a map',
    range: [pos[0] - 1, pos[0] + 2],
  }
}

/** Plainer words than those of the parser. */
const plainWords: Readonly<Record<string, Pick<TreeFault, 'fact' | 'hint'>>> = {
  NON_STRING_KEY: {
    fact: 'A key must be plain text',
    hint: 'write the key out; no list, map or alias can be one',
  },
  NOT_CLOSED: {
    fact: 'A list or map before this is not closed',
    hint: 'close it with ] or }',
  },
  TAB_AS_INDENT: { fact: 'A tab cannot indent', hint: 'use spaces' },
}

/** YAML 1.2.2 §5.1 does not allow them; a terminal would act on them. */
const unprintable =
  // oxlint-disable-next-line no-control-regex -- finding them is the point
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/

function controlCharacter(offset: number): TreeFault {
  return {
    code: 'yaml-invalid',
    fact: 'A control character is not allowed',
    hint: 'remove it, or write it as an escape in double quotes, such as "\\u0000"',
    range: [offset, offset + 1],
  }
}

function tooDeep({ tooDeep: hint }: Advice): TreeFault {
  return {
    code: 'yaml-invalid',
    fact: `The file is nested deeper than ${deepestNesting} levels`,
    hint,
    range: [0, 0],
  }
}

function empty({ empty: hint }: Advice): TreeFault {
  const range = [0, 0] as const
  return { code: 'key-missing', fact: 'The file is empty', hint, range }
}

function secondDocument(
  document: Document.Parsed,
  { second: hint }: Advice,
): TreeFault {
  const [start] = document.range
  return {
    code: 'yaml-invalid',
    fact: 'A second document begins here',
    hint,
    range: [start, start],
  }
}

/** Counts without recursion, before anything recursive reads the input. */
function depthOf(tokens: readonly CST.Token[]): number {
  let deepest = 0
  const open: [token: CST.Token, depth: number][] = tokens.map((token) => [
    token,
    1,
  ])
  for (let next = open.pop(); next; next = open.pop()) {
    const [token, depth] = next
    deepest = Math.max(deepest, depth)
    if (token.type === 'document' && token.value)
      open.push([token.value, depth])
    if (!('items' in token)) continue
    for (const { key, value } of token.items) {
      if (key) open.push([key, depth + 1])
      if (value) open.push([value, depth + 1])
    }
  }
  return deepest
}
