/** The style of the trend page. What colour says, form says too: what is wrong is
 * taller, what is accepted is hatched. */
import { base } from './style.ts'

export const trendStyle = `${base}
:root { --warm: #c77700 }
@media (prefers-color-scheme: dark) { :root { --warm: #f0b755 } }
main { max-width: 1200px; margin: 0 auto; padding: 20px 24px 60px }
h2 { font-size: 17px; margin: 34px 0 4px }
h2 small { font-weight: 400; color: var(--soft); font-size: 13px }
.verdict { border-radius: 10px; padding: 18px 22px; border: 1px solid var(--line); border-left-width: 8px }
.verdict h1 { margin: 0; font-size: 30px; line-height: 1.15 }
.verdict p { margin: 6px 0 0; font-size: 16px; overflow-wrap: anywhere }
.verdict.failed { border-color: var(--red); background: var(--red-tint) }
.verdict.failed h1 { color: var(--red) }
.verdict.inconclusive, .verdict.never { border-color: var(--amber); background: var(--amber-tint) }
.verdict.inconclusive h1, .verdict.never h1 { color: var(--amber) }
.verdict.passed { border-color: var(--green); background: var(--green-tint) }
.verdict.passed h1 { color: var(--green) }
dl.facts { display: flex; flex-wrap: wrap; gap: 4px 28px; margin: 14px 0 0; color: var(--soft); font-size: 13px }
dl.facts div { display: flex; gap: 6px; min-width: 0 }
dl.facts dd { margin: 0; color: var(--ink); overflow-wrap: anywhere }
.row { display: grid; grid-template-columns: 280px minmax(0, 1fr) 190px; gap: 2px 16px; align-items: center; padding: 7px 0; border-bottom: 1px solid var(--line) }
.row h3 { margin: 0; font-size: 13px; font-weight: 600; overflow-wrap: anywhere }
.row p { margin: 0; font-size: 12px; color: var(--soft); overflow-wrap: anywhere }
.row .numbers { font-size: 12.5px; color: var(--soft) }
.row .numbers span { display: block }
.row .numbers b { color: var(--ink) }
.row.axis { border: 0; padding: 2px 0 }
svg { display: block; width: 100% }
svg.defs { position: absolute; width: 0; height: 0 }
.strip { height: 16px; background: var(--tint); outline: 1px solid var(--line) }
.line { height: 30px; margin-top: 3px }
.axis svg { height: 16px; overflow: visible }
.axis text { font-size: 11px; fill: var(--soft) }
.axis .end { text-anchor: end }
.ok, rect.passed { fill: var(--green) }
.part, rect.inconclusive { fill: var(--warm) }
.down, rect.failed, rect.seen { fill: var(--red) }
.muted, .unknown, .unjudged { fill: var(--soft); opacity: .55 }
rect.accepted { fill: url(#hatch) }
rect.missed { fill: var(--ink) }
.hatch { stroke: var(--red); stroke-width: 2.5 }
.line path { fill: none; stroke: var(--blue); stroke-width: 1.8; vector-effect: non-scaling-stroke; stroke-linecap: round }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: 4px 22px; padding: 0; margin: 6px 0 0; font-size: 12.5px; color: var(--soft) }
.legend li { display: flex; gap: 7px; align-items: center }
.legend svg { width: 18px; height: 12px; flex: none; background: var(--tint); outline: 1px solid var(--line) }
.legend .line { margin: 0; background: none; outline: 0 }
.none { color: var(--soft) }
@media (max-width: 700px) {
main { padding: 12px 14px 40px }
.row { grid-template-columns: minmax(0, 1fr); gap: 4px }
.axis .minor { display: none }
.row .numbers span { display: inline-block; margin-right: 14px }
}
`
