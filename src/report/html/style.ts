/** Styles of the pages we write; they follow the reader's light or dark. */

export const base = `
:root { color-scheme: light dark; --ink: #1f2328; --soft: #57606a; --paper: #fff; --line: #d8dee4; --tint: #f6f8fa; --red: #b3261e; --red-tint: #fdecea; --amber: #7a4d00; --amber-tint: #fff4de; --green: #1a6b34; --green-tint: #e6f4ea; --blue: #0b57d0 }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9aa4af; --paper: #16191d; --line: #333b44; --tint: #1e2329; --red: #ff8f85; --red-tint: #3a1f1d; --amber: #f0b755; --amber-tint: #36290f; --green: #6fd08c; --green-tint: #17301f; --blue: #8ab4f8 } }
* { box-sizing: border-box }
body { margin: 0; color: var(--ink); background: var(--paper); font: 14px/1.5 system-ui, sans-serif }
code, pre { font: 12.5px/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere }
table { border-collapse: collapse; width: 100% }
th { text-align: left; font-weight: 600; color: var(--soft); font-size: 12px }
th, td { padding: 6px 10px 6px 0; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere }
pre { background: var(--tint); border: 1px solid var(--line); border-radius: 6px; padding: 10px 12px; white-space: pre-wrap; margin: 6px 0 }
.code { font-size: 12px; color: var(--soft) }
.fails { color: var(--red) }
.inconclusive, .usage-error { color: var(--amber) }
`

export const differencesStyle = `${base}
body { padding: 12px 14px }
h2 { font-size: 14px; margin: 16px 0 4px }
ul { margin: 4px 0; padding-left: 20px }
th { white-space: nowrap }
td code { font-size: 12px }
.is-fails .received { color: var(--red) }
.is-inconclusive .received, .is-usage-error .received { color: var(--amber) }
.facts { color: var(--soft); margin: 12px 0 }
td:nth-child(1) { min-width: 250px }
td:nth-child(4) { max-width: 200px }
td:nth-child(5) { white-space: nowrap }
`

export const summaryStyle = `${base}
main { max-width: 1160px; margin: 0 auto; padding: 20px 24px 60px }
h2 { font-size: 17px; margin: 36px 0 8px }
h2 small { font-weight: 400; color: var(--soft); font-size: 13px }
.verdict { border-radius: 10px; padding: 18px 22px; border: 1px solid var(--line); border-left-width: 8px }
.verdict h1 { margin: 0; font-size: 30px; line-height: 1.15 }
.verdict p { margin: 6px 0 0; font-size: 16px }
.verdict.failed { border-color: var(--red); background: var(--red-tint) }
.verdict.failed h1 { color: var(--red) }
.verdict.inconclusive { border-color: var(--amber); background: var(--amber-tint) }
.verdict.inconclusive h1 { color: var(--amber) }
.verdict.passed { border-color: var(--green); background: var(--green-tint) }
.verdict.passed h1 { color: var(--green) }
dl.facts { display: flex; flex-wrap: wrap; gap: 4px 28px; margin: 14px 0 0; color: var(--soft); font-size: 13px }
dl.facts div { display: flex; gap: 6px }
dl.facts dd { margin: 0; color: var(--ink) }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(130px, 1fr)); gap: 10px; margin-top: 18px }
.tile { border: 1px solid var(--line); border-radius: 8px; padding: 10px 14px }
.tile b { display: block; font-size: 20px; line-height: 1.25; white-space: nowrap }
.tile span { color: var(--soft); font-size: 12.5px }
.badge { display: inline-block; border-radius: 4px; padding: 0 6px; font-size: 12px; line-height: 18px; border: 1px solid currentColor; white-space: nowrap }
.new { color: var(--blue) }
.known, .listed { color: var(--soft) }
.finding { border: 1px solid var(--line); border-left: 4px solid var(--amber); border-radius: 6px; padding: 10px 14px; margin: 10px 0 }
.finding h3 { margin: 0; font-size: 15px }
.findings { table-layout: fixed }
.findings th:nth-child(1) { width: 35% }
.findings th:nth-child(2) { width: 13% }
.findings th:nth-child(3) { width: 18% }
.findings td { padding-top: 9px; padding-bottom: 9px }
.findings th.class { padding-top: 20px; font-size: 14px; border-bottom-width: 2px }
.findings th.class.listed { color: var(--soft) }
.findings .is-fails .received { color: var(--red) }
.findings .is-inconclusive .received, .findings .is-usage-error .received { color: var(--amber) }
.evidence { font-size: 12.5px; color: var(--soft) }
.evidence code { color: var(--ink) }
.missing { color: var(--soft) }
.coverage td:nth-child(-n+4) { white-space: nowrap }
.number { text-align: right; white-space: nowrap; padding-right: 18px }
tr.untouched td { color: var(--soft) }
.bar { display: inline-block; width: 70px; height: 7px; border-radius: 4px; background: var(--line); overflow: hidden; vertical-align: middle; margin-right: 6px }
.bar i { display: block; height: 100%; background: var(--green) }
.polls td:nth-child(2) { overflow-wrap: normal }
@media (max-width: 700px) {
main { padding: 12px 14px 40px }
main > table:not(.findings, .texts) { display: block; overflow-x: auto }
table:not(.findings, .texts) :is(th, td, code) { overflow-wrap: normal; min-width: 70px }
table:not(.findings) td:last-child { min-width: 240px }
.findings thead { display: none }
.findings, .findings tbody, .findings tr, .findings td, .findings th.class { display: block; width: auto }
.findings tr { padding: 8px 0; border-bottom: 1px solid var(--line) }
.findings td { padding: 2px 0; border: 0 }
.findings td[data-name]::before { content: attr(data-name) ': '; color: var(--soft) }
}
`
