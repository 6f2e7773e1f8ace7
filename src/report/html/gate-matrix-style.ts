/** The style of the page of many releases. */
import { base } from './style.ts'

export const gateMatrixStyle = `${base}
main { max-width: 1260px; margin: 0 auto; padding: 20px 24px 60px }
h1 { margin: 0; font-size: 24px; overflow-wrap: anywhere }
h2 { font-size: 17px; margin: 28px 0 8px }
h3 { margin: 0; font-size: 14px }
h3 .code { font-weight: 400 }
.facts { color: var(--soft); margin: 4px 0 8px }
.facts b { color: var(--ink) }
.history { border-left: 4px solid var(--line); padding: 2px 12px; margin: 10px 0 }
.history.is-fails { border-left-color: var(--red) }
.history ul { margin: 2px 0; padding: 0; list-style: none; display: flex; flex-wrap: wrap; gap: 2px 18px; font-size: 13px }
.history li:last-child { font-weight: 600 }
.scrolls { overflow-x: auto; border: 1px solid var(--line); border-radius: 6px }
table { width: auto; font-size: 12px }
th, td { padding: 4px 5px; text-align: center; overflow-wrap: normal; white-space: nowrap; vertical-align: middle }
th[scope=row], th:first-child { text-align: left; position: sticky; left: 0; background: var(--paper); color: var(--ink); font-weight: 400; padding-left: 8px; border-right: 1px solid var(--line) }
th.version { vertical-align: bottom }
th.version span { writing-mode: vertical-rl; transform: rotate(180deg) }
td { font-variant-numeric: tabular-nums; line-height: 1.25; border-left: 1px solid var(--line) }
td.fails { background: var(--red-tint); color: var(--red) }
td.listed { color: var(--soft) }
td.none { color: var(--soft); background: var(--tint) }
td.answer.no { color: var(--red); font-weight: 700 }
td.answer.yes { color: var(--green) }
@media (max-width: 700px) {
main { padding: 12px 14px 40px }
.history ul { display: block }
th[scope=row], th:first-child { min-width: 110px; max-width: 130px; white-space: normal; overflow-wrap: break-word }
}
`
