import { expect, test } from '@playwright/test'
import {
  openWorkerContext,
  runWithFaults,
} from '../../../src/mutation/worker-context.ts'
import type { Detection } from '../../../src/mutation/detection.ts'
import { selectCases } from '../../../src/mutation/test-selection.ts'
import { mutants } from '../../../src/sandbox/mutants/catalogue.ts'
import { readsOf } from '../../../src/contract/reads.ts'
import { contract, planOf } from '../kit.ts'

const create = `
  - id: create
    call: /client_sessions/create
    body: { user_identifier_key: "\${{ run.marker }}" }
`
const rejected = `
  - id: rejected
    call: /client_sessions/create
    body: { user_identifier_key: "" }
    expect_status: 400
`
const list = `
  - id: list
    call: /client_sessions/list
    body: {}
`
const plans = {
  create: planOf(create),
  createToo: planOf(create),
  rejected: planOf(rejected),
  list: planOf(list),
}

const operations = ['POST /client_sessions/create']
const keep = {
  altersOnly: [200],
  reply: <Reply>(reply: Reply) => reply,
}

function selected(
  faults: Parameters<typeof selectCases>[1]['faults'],
  selection: Parameters<typeof selectCases>[1]['selection'] = { operations },
) {
  const chosen = selectCases(Object.values(plans), {
    faults,
    selection,
    reads: readsOf(contract),
  })
  // A case may run in parts: its steps are the planned ones.
  const steps = new Set(chosen.flatMap((plan) => plan.steps))
  return Object.entries(plans).flatMap(([name, plan]) =>
    plan.steps.some((step) => steps.has(step)) ? [name] : [],
  )
}

test('a fault that alters responses runs one case for each distinct step', () => {
  expect(selected(keep)).toEqual(['create'])
  expect(selected({ ...keep, altersOnly: [400] })).toEqual(['rejected'])
})

test('a fault that alters what the API keeps runs every case that calls it', () => {
  expect(selected({ handle: (it, next) => next(it) })).toEqual([
    'create',
    'createToo',
    'rejected',
  ])
})

test('a selection of whole cases ignores what the fault alters', () => {
  expect(selected(keep, { operations, isWhole: true })).toEqual([
    'create',
    'createToo',
    'rejected',
  ])
})

test('a fault without an operation runs every case', () => {
  expect(selected({}, {})).toEqual(['create', 'createToo', 'rejected', 'list'])
})

test('the selected cases detect all that all cases detect', async () => {
  test.setTimeout(600_000)
  const context = await openWorkerContext()
  const sample = mutants.filter(
    ({ needs, cells, limits, caughtBy, isSeenElsewhere }, index) =>
      index % 11 === 0 &&
      // What it answers depends on all earlier requests.
      !isSeenElsewhere &&
      !(needs ?? cells ?? limits) &&
      caughtBy.class !== 'latency',
  )
  expect(sample.length).toBeGreaterThan(40)
  for (const { id, operations: its, faults } of sample) {
    const run = { operations: its, isCleanedUp: false }
    const [some, all] = await Promise.all([
      runWithFaults(context, { ...run, faults: faults() }),
      runWithFaults(context, { ...run, faults: faults(), isWhole: true }),
    ])
    expect(failuresIn(some), id).toEqual(failuresIn(all))
  }
})

/** Which code at which path: of rows that differ in the method of a later step,
 * one is kept. What is merely listed shows without a fault. */
function failuresIn(found: readonly Detection[]): ReadonlySet<string> {
  return new Set(
    found
      .filter(({ effect }) => effect !== 'listed')
      .map(
        ({ code, operation }) => `${code} ${operation.replace(/^\w+ /, '')}`,
      ),
  )
}
