/** Tries the types of a release: compares the values that it returned under the
 * conditions with what it declares. */
import { checkPackageTypes } from '../checks/package-types.ts'
import { methodOf } from '../drivers/sdk/names.ts'
import type { InstalledRelease } from '../drivers/sdk/release.ts'
import type { PackageFacts } from '../model/package-facts.ts'
import { firstLineOf } from '../model/thrown.ts'
import { conditions } from './conditions.ts'
import { nothingTried } from './found.ts'
import type { CallEvidence } from './evidence.ts'
import type { Tried } from './found.ts'
import { typecheck } from './typecheck.ts'
import { isPlain } from './typed-values.ts'
import type { Recorded } from './typed-values.ts'

const what = 'the types of the release'

export async function tryTypes(
  release: InstalledRelease,
  {
    facts,
    evidence,
  }: {
    readonly facts: PackageFacts
    readonly evidence: readonly CallEvidence[]
  },
): Promise<Tried> {
  const from = classOf(release, facts)
  const recorded = recordedIn(evidence)
  if (!from || recorded.length === 0) {
    const reason = from ? 'no call returned a value' : 'no entry loads'
    const fix = 'mend what the other findings say, and judge it again'
    return { ...nothingTried, notJudged: [{ what, reason, fix }] }
  }
  try {
    const { folder } = release
    const typed = await typecheck(recorded, { folder, ...from })
    return {
      ...nothingTried,
      findings: checkPackageTypes(typed).map((it) => ({
        ...it,
        ...(it.operation !== '' && { condition: 'types' }),
      })),
      declarations: typed.declarations,
    }
  } catch (error) {
    const reason = `TypeScript failed: ${firstLineOf(error)}`
    const fix = 'compile a file that imports the release with npx tsc'
    return { ...nothingTried, notJudged: [{ what, reason, fix }] }
  }
}

/** As the process of the release finds it. */
function classOf(
  { name, entries, classes }: InstalledRelease,
  facts: PackageFacts,
): { readonly entry: string; readonly className: string } | undefined {
  const all = entries.flatMap((entry) => {
    const loaded = facts.entries[`.${entry.slice(name.length)}`]?.import
    const className = classes.find((it) => loaded?.exports.includes(it))
    return className === undefined ? [] : [{ entry, className }]
  })
  return all[0]
}

/** Values of responses that are as the contract has them. */
function recordedIn(evidence: readonly CallEvidence[]): readonly Recorded[] {
  const sound = new Set(
    conditions
      .filter(({ isWrong, undocumented }) => !isWrong && !undocumented)
      .map(({ id }) => id),
  )
  const found = new Map<string, Recorded>()
  for (const { id, condition = '', operation, handed } of evidence) {
    if (!sound.has(condition) || handed?.kind !== 'returned') continue
    const { value } = handed
    const method = methodOf(operation.replace(/^\w+ /, ''), 'javascript').at(-1)
    if (value === undefined || method === undefined || !isPlain(value)) continue
    const key = JSON.stringify([method, value])
    if (!found.has(key)) found.set(key, { operation, call: id, method, value })
  }
  return [...found.values()]
}
