/** The style of the matrix. Each cell has a word, too: some readers do not see
 * colour. */
import { base } from './style.ts'

export const matrixStyle = `${base}
main { padding: 18px 16px 60px }
h1 { font-size: 24px; margin: 0 }
h2 { font-size: 16px; margin: 28px 0 6px }
.facts { color: var(--soft); margin: 4px 0 14px }
.legend { list-style: none; padding: 0; margin: 0 0 16px; display: flex; flex-wrap: wrap; gap: 6px 26px; color: var(--soft); font-size: 13px }
.legend b { color: var(--ink) }
.legend .cell { display: inline-block; padding: 0 7px; border-radius: 4px }
.scroll { overflow-x: auto }
table { width: auto; border-collapse: separate; border-spacing: 2px }
th, td { border: 0; padding: 4px 5px; white-space: nowrap }
thead th { vertical-align: bottom; color: var(--ink); position: sticky; top: 0; background: var(--paper) }
thead span { display: block; font-weight: 400; color: var(--soft) }
tbody th { color: var(--ink); font-size: 13px; position: sticky; left: 0; background: var(--paper); overflow-wrap: normal }
.cell { font-size: 11px }
@media (max-width: 700px) { tbody th { min-width: 96px } }
td.cell { text-align: center; border-radius: 4px; min-width: 74px }
.cell small { opacity: .75; font-size: 10.5px }
.cell a { color: inherit; text-decoration: none; display: block }
.cell a:hover, .cell a:focus { text-decoration: underline }
.good { background: var(--green-tint); color: var(--green) }
.bad { background: var(--red); color: var(--paper); font-weight: 600 }
.odd { background: var(--amber-tint); color: var(--amber) }
.none { background: var(--tint); color: var(--soft) }
@media (max-width: 1480px) { td.cell { min-width: 58px } .cell small { display: block } th, td { padding: 2px 4px } tbody th { white-space: normal } }
dt { margin-top: 8px } dd { margin: 0; color: var(--soft); font-size: 13px }
`
