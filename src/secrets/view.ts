/** A view: a text that is written inside another one, and where it stands there. */

export type Range = { readonly from: number; readonly to: number }

export type View = {
  readonly text: string
  /** The part of the outermost text that holds this part of the view. */
  readonly rangeOf: (range: Range) => Range
}

/** The text as it is. */
export function plainView(text: string): View {
  return { text, rangeOf: (range) => range }
}

/** A text that was put together from parts of another one. Each part has the
 * place where it begins here, and its range there. A part that was copied is as
 * long here as there. */
export class Pieces {
  #text = ''
  readonly #places: number[] = []
  readonly #froms: number[] = []
  readonly #tos: number[] = []

  add(text: string, { from, to }: Range): void {
    if (text === '') return
    this.#places.push(this.#text.length)
    this.#froms.push(from)
    this.#tos.push(to)
    this.#text += text
  }

  /** @param outer the view that the ranges are of. */
  view(outer: View): View {
    return {
      text: this.#text,
      rangeOf: ({ from, to }) =>
        outer.rangeOf({
          from: this.#placeOf(from).from,
          to: this.#placeOf(to - 1).to,
        }),
    }
  }

  #placeOf(at: number): Range {
    let low = 0
    let high = this.#places.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#places[middle] ?? 0) <= at) low = middle
      else high = middle - 1
    }
    const place = this.#places[low] ?? 0
    const from = this.#froms[low] ?? 0
    const to = this.#tos[low] ?? 0
    const end = this.#places[low + 1] ?? this.#text.length
    const isCopied = to - from === end - place
    return isCopied
      ? { from: from + at - place, to: from + at - place + 1 }
      : { from, to }
  }
}
