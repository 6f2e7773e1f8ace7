/** A run that is one shard of several: notes what all of them have in common. */
import { nameOf } from '../auth/target.ts'
import { selectComponents } from '../cases/components.ts'
import type { Suite } from '../cases/suite.ts'
import type { CheckedScenarios } from '../config/handover.ts'
import { componentsProject } from '../config/projects.ts'
import type { Project } from '../config/projects.ts'
import type { Settings } from '../config/settings.ts'
import { reporterOptions } from '../runner/options.ts'
import { hasNothing, readShard, writeShard } from '../report/shard/file.ts'
import { hashesOf, planOf } from '../report/shard/plan.ts'
import type { PlannedSpec } from '../report/shard/plan.ts'

/** Does nothing without `--shard`.
 * @param suite with the cases of all shards. */
export function startShard(
  settings: Settings,
  {
    suite,
    projects,
    checked: { known = { issues: [], today: '' }, adopted = [] },
  }: {
    readonly suite: Suite
    readonly projects: readonly Project[]
    readonly checked: Pick<CheckedScenarios, 'known' | 'adopted'>
  },
): void {
  const { shard, reportsDir, choice, driver, isSummaryOnly } = settings
  if (!shard) return
  const { seamwatch, target, endpoint, runId, sdk } = reporterOptions(
    settings,
    known,
  ).verdict
  const plan = planOf(
    [
      ...projects.flatMap(({ name }): readonly PlannedSpec[] => [
        {
          project: name,
          file: 'contract.spec.ts',
          cases: suite.cases,
          driver,
        },
        { project: name, file: 'auth.spec.ts', cases: suite.cells, driver },
      ]),
      ...(driver === 'browser' ? [componentsSpec(settings)] : []),
    ],
    nameOf(choice),
  )
  const { scenarios } = suite
  writeShard(reportsDir, {
    schemaVersion: 1,
    shard,
    version: seamwatch,
    runId,
    target,
    endpoint,
    driver,
    ...hashesOf(settings, { plan, scenarios, known, adopted }),
    isFiltered: suite.isFiltered,
    isSummaryOnly,
    ...(sdk && { sdk }),
    known,
    plan,
  })
}

function componentsSpec(settings: Settings): PlannedSpec {
  return {
    project: componentsProject(settings),
    file: 'components.spec.ts',
    cases: selectComponents(settings),
    driver: 'components',
  }
}

/** Fewer cases than shards: that is no error. */
export function isEmptyShard({
  shard,
  reportsDir,
}: Pick<Settings, 'shard' | 'reportsDir'>): boolean {
  const read = shard ? readShard(reportsDir) : undefined
  if (read?.kind !== 'read' || !read.shard.ended) return false
  return hasNothing(read.shard.ended)
}
