/** Colour, where the output is a terminal and NO_COLOR is not set. */
import { styleText } from 'node:util'

export type Colour = Extract<Parameters<typeof styleText>[0], string>

export type Paint = (colour: Colour, text: string) => string

export const plain: Paint = (_, text) => text

const coloured: Paint = (colour, text) => styleText(colour, text)

/** https://no-color.org: set and not empty means none. */
export function paintFor(
  stream: { readonly isTTY?: boolean },
  environment: Readonly<Record<string, string | undefined>>,
): Paint {
  const isUnwanted = (environment['NO_COLOR'] ?? '') !== ''
  return stream.isTTY === true && !isUnwanted ? coloured : plain
}
