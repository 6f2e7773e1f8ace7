/** Colour, where the output is a terminal and NO_COLOR is not set. */
import { inColour } from '../../secrets/terminal.ts'
import type { Colour } from '../../secrets/terminal.ts'

export type { Colour }

export type Paint = (colour: Colour, text: string) => string

export const plain: Paint = (_, text) => text

/** https://no-color.org: set and not empty means none. */
export function paintFor(
  stream: { readonly isTTY?: boolean },
  environment: Readonly<Record<string, string | undefined>>,
): Paint {
  const isUnwanted = (environment['NO_COLOR'] ?? '') !== ''
  return stream.isTTY === true && !isUnwanted ? inColour : plain
}
