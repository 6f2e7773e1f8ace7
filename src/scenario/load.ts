/** Reads the scenario files below a folder. */
import { readFileSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { resolve, sep } from 'node:path'
import type { Problem, ProblemCode } from '../model/problem.ts'
import { parseScenario } from './parse/parse.ts'
import type { Source } from './parse/source.ts'

type Loaded = {
  readonly documents: readonly Source[]
  readonly problems: readonly Problem[]
}

const largestBytes = 1024 * 1024

/** Reads every `.yaml` file of a folder and its folders, in order of their paths.
 * A file that cannot be read becomes a problem; none is left out. */
export function loadScenarios(input: {
  readonly root: string
  /** Relative to the root, or absolute; with forward slashes. */
  readonly folder?: string
}): Loaded {
  const { root, folder = 'scenarios' } = input
  const documents: Source[] = []
  const problems: Problem[] = []
  // No file may link out of the project, or of a folder that stands elsewhere.
  const whole = resolve(root, folder)
  const bounds = whole.startsWith(resolve(root) + sep) ? root : whole
  for (const entry of listFiles(root, folder)) {
    if (typeof entry !== 'string') {
      problems.push(entry)
      continue
    }
    const text = readText(entry, { root, bounds })
    if (typeof text !== 'string') {
      problems.push(text)
      continue
    }
    const id = entry.slice(folder.length + 1, -'.yaml'.length)
    const parsed = parseScenario({ id, file: entry, text })
    if (parsed.kind === 'source') documents.push(parsed.source)
    else problems.push(...parsed.problems)
  }
  if (documents.length + problems.length === 0)
    problems.push({
      code: 'nothing-matched',
      fact: `There is no scenario below "${folder}"`,
      hint: 'a scenario is a file that ends in .yaml',
    })
  return { documents, problems }
}

/** Paths relative to the root, sorted the same on every machine. */
function listFiles(
  root: string,
  folder: string,
): readonly (string | Problem)[] {
  const found = attempt(() =>
    readdirSync(resolve(root, folder), { withFileTypes: true }),
  )
  if (found instanceof Error)
    return [unreadable('file-unreadable', folder, found.message)]
  return found
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry): readonly (string | Problem)[] => {
      const file = `${folder}/${entry.name}`
      if (entry.isDirectory()) return listFiles(root, file)
      if (file.endsWith('.yaml')) return [file]
      if (file.endsWith('.yml')) return [misnamed(file)]
      return entry.isSymbolicLink() ? linkedFolder(root, file) : []
    })
}

function linkedFolder(root: string, file: string): readonly Problem[] {
  const stat = attempt(() => statSync(resolve(root, file)))
  if (stat instanceof Error || !stat.isDirectory()) return []
  const reason = 'links to folders are not followed'
  return [unreadable('file-unreadable', file, reason)]
}

function readText(
  file: string,
  { root, bounds }: { readonly root: string; readonly bounds: string },
): string | Problem {
  const read = attempt(() => {
    const real = realpathSync(resolve(root, file))
    if (!real.startsWith(realpathSync(bounds) + sep))
      return unreadable('file-unreadable', file, 'it links out of the project')
    const stat = statSync(real)
    if (!stat.isFile())
      return unreadable('file-unreadable', file, 'it is not a regular file')
    if (stat.size > largestBytes) return tooLarge(file, stat.size)
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(real))
  })
  if (!(read instanceof Error)) return read
  const reason = read instanceof TypeError ? 'it is not UTF-8' : read.message
  return unreadable('file-unreadable', file, reason)
}

function attempt<T>(read: () => T): T | Error {
  try {
    return read()
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

function unreadable(code: ProblemCode, file: string, why: string): Problem {
  // Node's messages name the absolute path, which differs by machine.
  const reason = why.replace(/, \w+ '.*'$/, '')
  return { code, fact: `"${file}" cannot be read: ${reason}` }
}

function misnamed(file: string): Problem {
  return {
    code: 'file-unreadable',
    fact: `"${file}" would never run: scenarios end in .yaml`,
    hint: `rename it to "${file.replace(/\.yml$/, '.yaml')}"`,
  }
}

function tooLarge(file: string, bytes: number): Problem {
  return {
    code: 'file-too-large',
    fact: `"${file}" has ${bytes} bytes, more than ${largestBytes}`,
    hint: 'split it into several scenarios',
  }
}
