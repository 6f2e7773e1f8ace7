/** The style of the gate's page. */
import { base } from './style.ts'

export const gateStyle = `${base}
main { max-width: 1200px; margin: 0 auto; padding: 20px 24px 60px }
h2 { font-size: 17px; margin: 32px 0 8px }
h2 small { font-weight: 400; color: var(--soft); font-size: 13px }
.answer { border-radius: 10px; padding: 14px 22px; border: 1px solid var(--line); border-left-width: 8px }
.answer h1 { margin: 0; font-size: 26px; line-height: 1.2; display: flex; flex-wrap: wrap; gap: 4px 16px; align-items: baseline; overflow-wrap: anywhere }
.answer h1 small { font-size: 17px; font-weight: 400; color: var(--ink) }
.answer p { margin: 6px 0 0; font-size: 16px }
.answer.no { border-color: var(--red); background: var(--red-tint) }
.answer.no b { color: var(--red) }
.answer.inconclusive { border-color: var(--amber); background: var(--amber-tint) }
.answer.inconclusive b { color: var(--amber) }
.answer.yes { border-color: var(--green); background: var(--green-tint) }
.answer.yes b { color: var(--green) }
.facts { color: var(--soft); margin: 8px 0 0; font-size: 13px }
.cause { border: 1px solid var(--line); border-left: 4px solid var(--line); border-radius: 6px; padding: 12px 16px; margin: 12px 0 }
.cause.is-fails { border-left-color: var(--red) }
.cause.is-inconclusive, .cause.is-usage-error { border-left-color: var(--amber) }
.cause h3 { margin: 0; font-size: 16px }
.cause h3 .code { font-weight: 400 }
.where { color: var(--soft); font-size: 13px; overflow-wrap: anywhere }
.two { display: grid; grid-template-columns: minmax(0, 2fr) minmax(0, 3fr); gap: 4px 24px; margin-top: 8px }
.three { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 4px 20px; margin-top: 10px }
dl { margin: 0 }
dl.pair dt { color: var(--soft); font-size: 12px; font-weight: 600 }
dl.pair dd { margin: 0 0 6px; overflow-wrap: anywhere }
.cause.is-fails > .two .received { color: var(--red); font-weight: 600 }
h4 { margin: 0; font-size: 12px; color: var(--soft); font-weight: 600 }
pre { max-height: 300px; overflow: auto; margin: 4px 0 8px }
.by-hand pre { max-height: 210px }
summary { cursor: pointer; overflow-wrap: anywhere }
details.cause summary b { font-weight: 600 }
details > .inside { padding: 4px 0 0 16px }
.seen { margin: 0 0 4px; font-weight: 600; overflow-wrap: anywhere }
.headers { font-size: 12px; color: var(--soft) }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(130px, 1fr)); gap: 10px }
.tile { border: 1px solid var(--line); border-radius: 8px; padding: 10px 14px }
.tile b { display: block; font-size: 20px; line-height: 1.25 }
.tile span { color: var(--soft); font-size: 12.5px }
.badge { border: 1px solid currentColor; border-radius: 4px; padding: 0 6px; font-size: 12px; line-height: 18px; white-space: nowrap; color: var(--blue) }
.changed { font-weight: 600 }
@media (max-width: 700px) {
main { padding: 12px 14px 40px }
.two, .three { grid-template-columns: minmax(0, 1fr) }
.cause { padding: 10px 12px }
details > .inside { padding-left: 0 }
.answer { padding: 12px 14px }
table.rows thead { display: none }
table.rows, .rows tbody, .rows tr, .rows td { display: block; width: auto }
.rows tr { padding: 6px 0; border-bottom: 1px solid var(--line) }
.rows td { padding: 1px 0; border: 0 }
.rows td[data-name]::before { content: attr(data-name) ': '; color: var(--soft) }
}
`
