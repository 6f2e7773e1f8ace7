/** Strips of days as inline SVG. Places are in percent: a strip is as wide as the
 * page lets it be, and its patterns keep their form. */
import { daysOf } from '../trend/window.ts'
import type { Segment, Window } from '../trend/window.ts'
import { html, nothing } from './html.ts'
import type { Html } from './html.ts'

export type Shown<Tone extends string> = Segment<Tone> & {
  /** A low bar: as it should be. */
  readonly isLow?: boolean
  /** After its days: `96.2 %`. */
  readonly note: string
}

export function renderStrip<Tone extends string>(
  segments: readonly Shown<Tone>[],
  { window, label }: { readonly window: Window; readonly label: string },
): Html {
  return html`<svg class="strip" role="img" aria-label="${label}">
    ${segments.map(
      (it) =>
        html`<rect
          class="${it.tone}"
          x="${percent(it.from, window)}%"
          width="${percent(it.days, window)}%"
          y="${it.isLow ? 7 : 1}"
          height="${it.isLow ? 8 : 14}"
        >
          <title>${daysOf(window, it)}: ${it.note}</title>
        </rect>`,
    )}
  </svg>`
}

/** A line through the days that have a value; it breaks where one has none. */
export function renderLine(
  values: readonly (number | undefined)[],
  label: string,
): Html {
  const highest = Math.max(1, ...values.flatMap((value) => value ?? []))
  const points = values.map((value, index) => {
    if (value === undefined) return ''
    const y = Math.round(100 - (value * 100) / highest)
    // A day alone is a point: a line to where it starts, with round ends.
    const isFirst = values[index - 1] === undefined
    const x = index + 0.5
    return isFirst ? `M${x} ${y}h0` : `L${x} ${y}`
  })
  return html`<svg
    class="line"
    viewBox="0 -6 ${values.length} 112"
    preserveAspectRatio="none"
    role="img"
    aria-label="${label}"
  >
    <path d="${points.join('')}" />
  </svg>`
}

/** The months below the strips: every third where there is little room. */
export function renderAxis(window: Window): Html {
  const firsts = window
    .map((day, index) => ({ day, index }))
    .filter(({ day, index }) => day.endsWith('-01') && index < room(window))
  const labels = firsts.length > 1 ? firsts.map(monthOf) : ends(window)
  return html`<div class="row axis">
    <div></div>
    <svg aria-hidden="true">
      ${labels.map(
        ({ text, index, kind }) =>
          html`<text x="${percent(index, window)}%" y="12" class="${kind}">
            ${text}
          </text>`,
      )}
    </svg>
  </div>`
}

/** A label that begins later would end outside. */
function room({ length }: Window): number {
  return length * 0.9
}

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

function monthOf(
  { day, index }: { readonly day: string; readonly index: number },
  nth: number,
  { length }: readonly unknown[],
) {
  const [year = '', month = '1'] = day.split('-')
  const name = months[Number(month) - 1] ?? ''
  const hasYear = nth === 0 || month === '01'
  const isMinor = length > 5 && nth % 3 !== 0
  return {
    text: hasYear ? `${name} ’${year.slice(2)}` : name,
    index,
    kind: isMinor ? 'minor' : '',
  }
}

function ends(window: Window) {
  return [
    { text: window[0] ?? '', index: 0, kind: '' },
    { text: window.at(-1) ?? '', index: window.length, kind: 'end' },
  ]
}

export function renderSwatch(tone: string, meaning: string): Html {
  const shape =
    tone === 'gap'
      ? nothing
      : html`<rect
          class="${tone}"
          width="100%"
          y="${tone === 'ok' || tone === 'passed' ? 6 : 0}"
          height="12"
        />`
  return html`<li><svg aria-hidden="true">${shape}</svg>${meaning}</li>`
}

function percent(days: number, { length }: Window): number {
  return Math.round((days * 100_000) / length) / 1000
}
