/** The witness of a change as people try it: a curl command that sends it, or
 * the body of a response with the lines that differ. */
import { visible, visibleLines } from '../secrets/visible.ts'
import type { ChangeRecord } from './review-record.ts'

export type Example = {
  readonly language: 'sh' | 'diff'
  readonly text: string
}

/** More would hide the rest of a comment; the JSON has all of it. */
const longest = 4000

export function exampleOf(change: ChangeRecord): Example | undefined {
  const { witness } = change
  if (!witness) return undefined
  const { curl } = witness
  // A curl command shows no cookie.
  if (curl !== undefined && !witness.part.startsWith('cookie '))
    return cut({ language: 'sh', text: visibleLines(curl) })
  const head = witness.part === 'body' ? '' : `${visible(witness.part)}:\n`
  return cut({ language: 'diff', text: `${head}${bodyOf(change)}` })
}

function cut({ language, text }: Example): Example {
  if (text.length <= longest) return { language, text }
  const note = '# cut: the review with --json has all of it'
  return { language, text: `${text.slice(0, longest)}…\n${note}` }
}

/** The lines of the property that changed begin with a plus: the new contract
 * allows them, and the old one did not. */
function bodyOf({ witness, at }: ChangeRecord): string {
  const name = at.replaceAll('[]', '').split('.').at(-1) ?? ''
  const lines = JSON.stringify(witness?.value, null, 2).split('\n')
  const begins = lines.findIndex((line) =>
    line.trimStart().startsWith(`${JSON.stringify(name)}:`),
  )
  const indent = lines[begins]?.search(/\S/) ?? 0
  const length = lines
    .slice(begins + 1)
    .findIndex((line) => line.search(/\S/) <= indent)
  const first = lines[begins] ?? ''
  // The closing bracket of a value that has several lines is a part of it.
  const ends = begins + (/[[{]$/.test(first) ? length + 1 : 0)
  return lines
    .map((line, index) => {
      const isMarked = begins >= 0 && index >= begins && index <= ends
      return `${isMarked ? '+' : ' '} ${visible(line, 500)}`
    })
    .join('\n')
}
