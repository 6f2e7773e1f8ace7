/** `seamwatch mutants`: mutation-tests the suite against the sandbox. */
import { read } from '../config/read-option.ts'
import type { Given } from '../config/read-option.ts'
import { UsageError } from '../model/problem.ts'
import { runMutants } from '../mutation/mutate.ts'
import { renderTable } from '../mutation/table.ts'
import { mutants as catalogue } from '../sandbox/mutants/catalogue.ts'
import { closestName } from '../scenario/check/closest.ts'
import { equivalentMutants } from '../sandbox/mutants/equivalent.ts'
import { printCount, printOut } from '../secrets/terminal.ts'

/** @returns the exit code: 0 only where every mutant is killed and nothing else
 * is found; 3 where some could not be tried. */
export async function mutants(given: Given): Promise<number> {
  const startedAtMs = Date.now()
  const source = { env: process.env, given }
  const only = read('only', source)
  const chosen = chooseFrom(catalogue, only)
  const equivalents = chooseFrom(equivalentMutants, only)
  if (chosen.length + equivalents.length === 0) throw nothingMatched(only)
  if (given.scenarios === true) {
    const { measureExpectations } = await import('../mutation/strength.ts')
    printOut((await measureExpectations(chosen)).trimEnd())
    return 0
  }
  const result = await runMutants({
    mutants: chosen,
    equivalents,
    onDone: createProgress(chosen.length + equivalents.length),
  })
  const { judgements, falseAlarms, healthy } = result
  const durationMs = Date.now() - startedAtMs
  const isWrong =
    healthy.length > 0 ||
    falseAlarms.length > 0 ||
    judgements.some(
      ({ status }) => !['killed', 'accepted', 'not-judged'].includes(status),
    )
  const isWhole = judgements.every(({ status }) => status !== 'not-judged')
  const isProven = !isWrong && isWhole
  printOut(
    read('json', source)
      ? `${JSON.stringify({ isProven, durationMs, judgements, falseAlarms, healthy }, null, 2)}`
      : renderTable({ ...result, durationMs }).trimEnd(),
  )
  if (isWrong) return 1
  return isWhole ? 0 : 3
}

/** @param only the id of a mutant or equivalent mutant, or the start of several. */
function chooseFrom<Item extends { readonly id: string }>(
  items: readonly Item[],
  only: string | undefined,
): readonly Item[] {
  return only === undefined
    ? items
    : items.filter(({ id }) => id === only || id.startsWith(only))
}

function nothingMatched(only = ''): UsageError {
  const ids = [...catalogue, ...equivalentMutants].map(({ id }) => id)
  const closest = closestName(only, ids)
  return new UsageError([
    {
      code: 'argument-invalid',
      fact: `--only: no mutant id starts with "${only}"`,
      hint: `${closest === undefined ? '' : `did you mean "${closest}"? `}give an id, or the start of several, such as missing-token`,
    },
  ])
}

/** One line that is overwritten, on a terminal only. */
function createProgress(total: number): () => void {
  let done = 0
  return () => {
    done += 1
    printCount(done, total)
  }
}
