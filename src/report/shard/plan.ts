/** The plan of a run: the tests of all shards, so that the cases of a machine that
 * died have names. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Adopted } from '../../model/basis.ts'
import type { Case, Scenario } from '../../model/scenario.ts'
import type { Settings } from '../../config/settings.ts'
import { annotationsFor, titleOf } from '../allure/labels.ts'
import type { PlannedTest, ShardFile } from './file.ts'

/** Cases that one spec of a project declares. */
export type PlannedSpec = {
  readonly project: string
  readonly file: string
  readonly cases: readonly Case[]
  readonly driver: string
}

/** In the order in which one run would have them. */
export function planOf(
  specs: readonly PlannedSpec[],
  target: string,
): PlannedTest[] {
  return specs.flatMap(({ project, file, cases, driver }) =>
    cases.map((item) => {
      const labels = annotationsFor(item, { target, driver })
      return {
        project,
        file,
        title: titleOf(item),
        annotations: labels.annotation,
        tags: labels.tag,
      }
    }),
  )
}

/** What all shards of a run must have in common. */
export function hashesOf(
  settings: Settings,
  {
    plan,
    scenarios,
    known,
    adopted,
  }: Pick<ShardFile, 'plan' | 'known'> & {
    readonly scenarios: readonly Scenario[]
    readonly adopted: readonly Adopted[]
  },
): Pick<ShardFile, 'contract' | 'suite'> {
  const { tags, grep, rules } = settings
  const suite = JSON.stringify(
    [
      plan.map(({ project, file, title }) => [project, file, title]),
      scenarios,
      { tags, grep: grep?.source, isReadOnly: rules.isReadOnly },
      known.issues,
      adopted,
    ],
    // Where a file stands on a machine does not matter.
    (key, value: unknown) => (key === 'place' ? undefined : value),
  )
  return { contract: hashOfFile(settings.contractFile), suite: hashOf(suite) }
}

export function hashOfFile(file: string): string {
  return hashOf(readFileSync(file))
}

function hashOf(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 16)
}
