/** Selects the cases of a run by tag, title and driver. */
import { resolve } from 'node:path'
import { matrixCases } from './auth-matrix/case.ts'
import { isChosenBy } from './chosen.ts'
import { selectComponents } from './components.ts'
import type { Contract } from '../model/contract.ts'
import type { Problem } from '../model/problem.ts'
import { hintFor } from '../scenario/check/closest.ts'
import { expandCases } from '../scenario/plan.ts'
import type { Case, DriverName, Scenario } from '../model/scenario.ts'
import { options } from '../config/options.ts'
import type { Settings } from '../config/settings.ts'
import { countLeftOut, leftOutLine } from './left-out.ts'
import type { LeftOut } from './left-out.ts'
import { mergeMethods } from './merge-methods.ts'

type Chosen = Pick<
  Settings,
  'scenariosDir' | 'tags' | 'grep' | 'driver' | 'components'
>

export function selectCases(
  {
    scenarios,
    problems,
  }: {
    readonly scenarios: readonly Scenario[]
    readonly problems: readonly Problem[]
  },
  {
    settings,
    contract,
  }: { readonly settings: Chosen; readonly contract: Contract },
): {
  readonly cases: readonly Case[]
  readonly cells: readonly Case[]
  readonly leftOut: readonly LeftOut[]
  /** How many cases differed from another only in what the client chooses. */
  readonly merged: number
  readonly problems: readonly Problem[]
} {
  const { driver } = settings
  const isChosen = isChosenBy(settings)
  const hasDriver = ({ scenario }: Case) => scenario.drivers.includes(driver)
  const written = scenarios.flatMap((scenario) => expandCases(scenario))
  const matrix = hasMatrix(settings) ? matrixCases(contract) : []
  const cases = written.filter(isChosen)
  const cells = matrix.filter(isChosen)
  // Cases in code have no files, so a folder of scenarios does not hold them.
  const components = hasMatrix(settings) ? selectComponents(settings) : []
  const leftOut = countLeftOut(
    [
      ...[...cases, ...cells].map(({ scenario }) => scenario.drivers),
      ...components.map((): readonly DriverName[] => ['browser']),
    ],
    driver,
  )
  const able = cases.filter(hasDriver)
  const running = {
    // An SDK chooses the method of HTTP itself.
    cases: driver === 'sdk' ? mergeMethods(able) : able,
    cells: cells.filter(hasDriver),
  }
  const isEmpty =
    running.cases.length + running.cells.length + problems.length === 0 &&
    !(driver === 'browser' && selectComponents(settings).length > 0)
  const known = [...written, ...matrix].flatMap((item) => item.scenario.tags)
  return {
    ...running,
    leftOut,
    merged: able.length - running.cases.length,
    problems: isEmpty
      ? [nothingMatched(settings, { known: [...new Set(known)], leftOut })]
      : problems,
  }
}

/** A named folder of scenarios runs alone, unless a tag asks for more. */
function hasMatrix({ scenariosDir, tags }: Chosen): boolean {
  const own = options.scenarios.otherwise
  return resolve(scenariosDir) === own || tags.length > 0
}

function nothingMatched(
  { tags, grep }: Chosen,
  {
    known,
    leftOut,
  }: {
    readonly known: readonly string[]
    readonly leftOut: readonly LeftOut[]
  },
): Problem {
  const asked = [
    ...tags.map((tag) => `--tag ${tag}`),
    ...(grep ? [`--grep ${grep.source}`] : []),
  ].join(' ')
  const unknown = tags.find((tag) => !known.includes(tag))
  return {
    code: 'nothing-matched',
    fact: `no case matches ${asked || 'the driver'}, so nothing would be judged`,
    hint:
      leftOut.map(leftOutLine).join('; ') ||
      (unknown === undefined
        ? 'loosen --grep: it is matched against titles and ids of cases'
        : hintFor(unknown, known)),
  }
}
