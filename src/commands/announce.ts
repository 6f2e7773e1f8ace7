/** What a run prints before it starts: its cases, the target, and how many requests
 * it plans. */
import { estimateRequests, type Estimate } from '../cases/estimate.ts'
import { lackingOf } from '../cases/lacking.ts'
import { leftOutLine, mergedLine } from '../cases/left-out.ts'
import { partOf } from '../cases/shard.ts'
import type { Suite } from '../cases/suite.ts'
import type { Settings } from '../config/settings.ts'
import { plural } from '../model/plural.ts'
import { nameOfShard } from '../model/shard.ts'
import { printOut } from '../secrets/terminal.ts'

type Whole = Suite & { readonly pages: number }

/** @returns the cases that this process runs, and what the estimate says of the
 * budget. */
export function announce(
  whole: Whole,
  settings: Settings,
): Pick<Estimate, 'excess' | 'spare'> & { readonly mine: Suite } {
  const { choice, shard, driver } = settings
  const target = choice.kind === 'embedded' ? choice : choice.target
  const where = 'endpoint' in target ? ` at ${target.endpoint}` : ''
  const count = plural(casesIn(whole), 'case')
  printOut(
    `${count} against ${target.name}${where}, judged by ${whole.contract.source}`,
  )
  // Playwright's runner divides its cases itself.
  const isDivided = shard !== undefined && driver !== 'browser'
  const mine = isDivided ? partOf(whole, shard) : whole
  if (shard)
    printOut(
      `${nameOfShard(shard)}: ${isDivided ? `${casesIn(mine)} of ${count}` : 'Playwright divides the cases'}`,
    )
  const leftOut = whole.leftOut.map(leftOutLine)
  const { lines } = lackingOf(mine, settings)
  for (const line of [...whole.unjudged, ...leftOut, ...lines]) printOut(line)
  if (whole.merged > 0) printOut(mergedLine(whole.merged))
  const { problem } = lackingOf(whole, settings)
  if (problem) return { mine, excess: problem }
  if (shard && !isDivided) {
    // The budget is one shard's, and this is the plan of all.
    const { isReadOnly } = settings.rules
    const unlimited = { ...settings, rules: { isReadOnly } }
    printOut(`all shards: ${estimateRequests(whole, unlimited).planned}\n`)
    return { mine }
  }
  const { planned, ...rest } = estimateRequests(mine, settings)
  printOut(`${planned}\n`)
  return { mine, ...rest }
}

function casesIn({ cases, cells, pages }: Whole): number {
  return cases.length + cells.length + pages
}
