/** `seamwatch mutants`: proves that the suite fails where it should. */
import { UsageError } from '../model/problem.ts'
import { runMutants } from '../mutation/mutate.ts'
import { renderTable } from '../mutation/table.ts'
import { mutants as catalogue } from '../sandbox/mutants/catalogue.ts'
import { variants as harmless } from '../sandbox/mutants/variants.ts'

export type MutantsOptions = {
  /** The id of a mutant or variant, or how several begin. */
  readonly only?: string
  readonly json?: boolean
  readonly scenarios?: boolean
}

/** @returns the exit code: 0 only where all are killed and nothing else is
 * raised; 3 where some could not be tried. */
export async function mutants(options: MutantsOptions): Promise<number> {
  const startedAtMs = Date.now()
  const chosen = chooseFrom(catalogue, options.only)
  const variants = chooseFrom(harmless, options.only)
  if (chosen.length + variants.length === 0) throw nothingMatched(options.only)
  if (options.scenarios) {
    const { weighExpectations } = await import('../mutation/strength.ts')
    process.stdout.write(await weighExpectations(chosen))
    return 0
  }
  const result = await runMutants({
    mutants: chosen,
    variants,
    onDone: createProgress(chosen.length + variants.length),
  })
  const { judgements, alarms, healthy } = result
  const durationMs = Date.now() - startedAtMs
  const isWrong =
    healthy.length > 0 ||
    alarms.length > 0 ||
    judgements.some(
      ({ status }) => !['killed', 'accepted', 'not-judged'].includes(status),
    )
  const isWhole = judgements.every(({ status }) => status !== 'not-judged')
  const isProven = !isWrong && isWhole
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ isProven, durationMs, judgements, alarms, healthy }, null, 2)}\n`
      : renderTable({ ...result, durationMs }),
  )
  if (isWrong) return 1
  return isWhole ? 0 : 3
}

function chooseFrom<Item extends { readonly id: string }>(
  items: readonly Item[],
  only: string | undefined,
): readonly Item[] {
  return only === undefined
    ? items
    : items.filter(({ id }) => id === only || id.startsWith(only))
}

function nothingMatched(only = ''): UsageError {
  return new UsageError([
    {
      code: 'argument-invalid',
      fact: `no mutant is called "${only}", nor begins so`,
      hint: 'run without --only, or with the beginning of an id such as missing-token',
    },
  ])
}

/** One line that is written over, on a terminal only. */
function createProgress(total: number): () => void {
  let done = 0
  return () => {
    done += 1
    if (!process.stderr.isTTY) return
    process.stderr.write(`\r${done}/${total}${done === total ? '\n' : ''}`)
  }
}
