/** A badge of a monitor: an SVG, and the JSON of which shields.io makes one.
 * @see https://shields.io/badges/endpoint-badge */
import type { VerdictStatus } from '../model/history.ts'
import type { MonitorStatus } from '../monitor/status.ts'
import { visible } from '../secrets/visible.ts'
import { html } from './html/html.ts'
import type { Html } from './html/html.ts'

type Badge = {
  readonly label: string
  readonly message: string
  readonly color: keyof typeof colours
}

/** By the names of shields.io. */
const colours = {
  brightgreen: '#2f7d1f',
  red: '#b3261e',
  orange: '#a15c00',
  lightgrey: '#5f6670',
} as const

/** What is open counts more than the last verdict: it may have been another part
 * of the cases. */
export function badgeOf(
  { target, exitCode, open }: MonitorStatus,
  verdict: VerdictStatus | undefined,
): Badge {
  const label = visible(target)
  if (exitCode === 3) return { label, message: 'stale', color: 'lightgrey' }
  const paging = open.filter(({ isPaging }) => isPaging).length
  if (paging > 0) return { label, message: `${paging} open`, color: 'red' }
  if (verdict === 'inconclusive')
    return { label, message: 'inconclusive', color: 'orange' }
  return { label, message: 'ok', color: 'brightgreen' }
}

export function renderBadgeJson(badge: Badge): string {
  return `${JSON.stringify({ schemaVersion: 1, ...badge })}\n`
}

const glyph = 6.6
const margin = 7

/** The text is fitted to its place: each machine has other fonts. */
export function renderBadge({ label, message, color }: Badge): string {
  const [left, right] = [label, message].map(
    (text) => Math.round([...text].length * glyph) + 2 * margin,
  ) as [number, number] // of two, two
  const badge = html`<svg
    xmlns="http://www.w3.org/2000/svg"
    width="${left + right}"
    height="20"
    role="img"
    aria-label="${label}: ${message}"
  >
    <title>${label}: ${message}</title>
    <clipPath id="round">
      <rect width="${left + right}" height="20" rx="3" />
    </clipPath>
    <g clip-path="url(#round)">
      <rect width="${left}" height="20" fill="#3d444d" />
      <rect x="${left}" width="${right}" height="20" fill="${colours[color]}" />
    </g>
    <g
      fill="#fff"
      font-family="Verdana, DejaVu Sans, sans-serif"
      font-size="11"
    >
      ${fitted(label, { from: 0, width: left })}
      ${fitted(message, { from: left, width: right })}
    </g>
  </svg>`
  return `${badge
    .toString()
    .replaceAll(/\s*\n\s*/g, ' ')
    .replaceAll('> <', '><')}\n`
}

function fitted(
  text: string,
  { from, width }: { readonly from: number; readonly width: number },
): Html {
  return html`<text
    x="${from + margin}"
    y="14"
    textLength="${width - 2 * margin}"
    lengthAdjust="spacingAndGlyphs"
  >
    ${text}
  </text>`
}
