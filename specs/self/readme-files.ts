/** The READMEs as text: their files, links, headings and named paths. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

const folders = ['src', 'specs', 'scenarios', 'schemas']

export const readmes: readonly string[] = [
  'README.md',
  'reports/README.md',
  ...folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /(?:^|[\\/])README\.md$/.test(file))
      .map((file) => normalize(join(folder, file)).replaceAll('\\', '/')),
  ),
]

export function textOf(file: string): string {
  return readFileSync(file, 'utf8')
}

/** Texts between spaces with a letter or a digit, code included. Rows of tables
 * do not count: a new check or report file adds one. */
export function wordsIn(file: string): number {
  return textOf(file)
    .replaceAll(/^\|.*$/gm, '')
    .split(/\s+/)
    .filter((text) => /[A-Za-z0-9]/.test(text)).length
}

export type Link = {
  /** Of the README that has it. */
  readonly from: string
  readonly to: string
  /** The file that it leads to, from the project's root. */
  readonly file: string
  readonly anchor?: string
}

/** Links to files of the project. */
export function linksOf(from: string): readonly Link[] {
  return [...withoutCode(from).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, to = '']) => to)
    .filter((to) => !/^[a-z]+:/.test(to))
    .map((to) => {
      const [path = '', anchor] = to.split('#')
      const file = path === '' ? from : join(dirname(from), path)
      const place = { from, to, file: normalize(file).replaceAll('\\', '/') }
      return anchor === undefined ? place : { ...place, anchor }
    })
}

/** Whether the file exists, and has the heading. */
export function resolves({ file, anchor }: Link): boolean {
  if (!existsSync(file)) return false
  return anchor === undefined || anchorsOf(file).includes(anchor)
}

/** The ids that GitHub gives to headings. */
function anchorsOf(file: string): readonly string[] {
  return [...withoutCode(file).matchAll(/^#+ (.+)$/gm)].map(([, text = '']) =>
    text
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  )
}

function withoutCode(file: string): string {
  return textOf(file).replaceAll(/^```[\s\S]*?^```/gm, '')
}
