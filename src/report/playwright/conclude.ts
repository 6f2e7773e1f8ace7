/** Concludes a run: judges what its tests left, writes the reports and the history,
 * and prints the verdict. */
import { join } from 'node:path'
import type { FullResult, TestCase } from '@playwright/test/reporter'
import type { KnownIssues } from '../../model/acceptance.ts'
import type { Contract } from '../../model/contract.ts'
import type { Swept } from '../../model/swept.ts'
import type { Outcome } from '../../model/outcome.ts'
import type { SuiteError, Verdict } from '../../model/verdict.ts'
import { writeMinted } from '../../secrets/audit/minted.ts'
import type { Minted } from '../../secrets/audit/minted.ts'
import { printOut } from '../../secrets/terminal.ts'
import { viewContract } from '../../verdict/contract-view.ts'
import type { ContractView } from '../../verdict/contract-view.ts'
import { ranOf } from '../../verdict/looked-for.ts'
import { rememberRun } from '../../verdict/remember.ts'
import { judge } from '../../verdict/verdict.ts'
import { openHistory } from '../history.ts'
import type { Paint } from '../terminal/colour.ts'
import { renderRunSummary } from '../terminal/summary.ts'
import { writeReports } from '../write.ts'
import { gather } from './collect.ts'
import { outcomeOf } from './envelope.ts'
import { runFacts } from './run-facts.ts'
import type { Asked } from './run-facts.ts'
import { errorLine } from './test-error.ts'

export type ConcludeOptions = Asked & {
  /** All files go below it; parallel runs need one each. */
  readonly reportsDir: string
  readonly driver: string
  readonly contract?: Contract
  /** Further contracts, against which web components are judged. */
  readonly otherContracts?: readonly Contract[]
  readonly known?: KnownIssues
  /** The report that the summary names; the summary page, if absent. */
  readonly report?: string
}

/** What the tests themselves do not hold. */
export type Around = {
  readonly result: FullResult
  /** Errors outside any test. */
  readonly errors: readonly SuiteError[]
  readonly swept: Swept
  /** Why a part of the cases did not run. */
  readonly cutShort?: string
  /** Of each process that sent requests. */
  readonly minted: readonly Minted[]
  readonly paint: Paint
}

/** What a run comes to. */
export type Concluded = {
  readonly verdict: Verdict
  readonly outcomes: readonly Outcome[]
}

export async function conclude(
  tests: readonly TestCase[],
  { options, around }: { options: ConcludeOptions; around: Around },
): Promise<Concluded> {
  const { reportsDir, target, driver, contract, otherContracts } = options
  const { result, swept, cutShort, minted, paint } = around
  const history = await openHistory(reportsDir, { target, driver })
  const last = history.runs.at(-1)
  const { outcomes, suiteErrors, ...rest } = gather(tests, result.status)
  const viewed = viewOf(options)
  const errors = [...around.errors, ...viewed.errors]
  const verdict = judge(outcomes, {
    facts: runFacts(options, result),
    ...(viewed.contract && { contract: viewed.contract }),
    ...(last && { last }),
    ...(history.damage !== undefined && { historyDamage: history.damage }),
    ...(options.known && { known: options.known }),
    suiteErrors: [...errors, ...suiteErrors],
    swept,
    ...(cutShort !== undefined && { cutShort }),
    ...rest,
  })
  const contracts = [contract ?? [], otherContracts ?? []].flat()
  writeReports(verdict, { reportsDir, ran: { outcomes, contracts } })
  writeMinted(reportsDir, minted)
  const ran = ranOf(outcomes, { facts: verdict, suiteErrors, ...rest })
  if (verdict.counts.cases.total > 0)
    history.add(rememberRun(verdict, { last, ran }))
  const report = options.report ?? join(reportsDir, 'summary.html')
  printOut(renderRunSummary(verdict, { paint, report }))
  return { verdict, outcomes }
}

/** A contract that cannot be read must not prevent the verdict. */
function viewOf({
  contract,
  otherContracts,
}: Pick<ConcludeOptions, 'contract' | 'otherContracts'>): {
  readonly contract?: ContractView
  readonly errors: readonly SuiteError[]
} {
  if (!contract) return { errors: [] }
  try {
    return { contract: viewContract(contract, otherContracts), errors: [] }
  } catch (error) {
    const message = errorLine({ message: String(error) })
    return { errors: [{ what: contract.file, message }] }
  }
}

/** Hashes of every secret that the API gave a case. */
export function mintedBy(
  tests: readonly Pick<TestCase, 'results'>[],
  salt: string,
): Minted {
  const marks = tests.flatMap(({ results }) =>
    results.flatMap((result) => outcomeOf(result)?.outcome.minted ?? []),
  )
  return { salt, marks: new Set(marks) }
}
