import { expect, test } from '@playwright/test'
import { matrixCases } from '../../../src/cases/auth-matrix/case.ts'
import { isTested } from '../../../src/cases/auth-matrix/cell.ts'
import { matrixOf } from '../../../src/cases/auth-matrix/matrix.ts'
import { indexOperations } from '../../../src/contract/operations.ts'
import { readsOf } from '../../../src/contract/reads.ts'
import { createValidator } from '../../../src/contract/validate/validator.ts'
import type { Contract, JsonObject } from '../../../src/model/contract.ts'
import { resolvePointer } from '../../../src/model/json-pointer.ts'
import { objectOr } from '../../../src/model/json.ts'
import { runWithFaults } from '../../../src/mutation/worker-context.ts'
import { mutants } from '../../../src/sandbox/mutants/catalogue.ts'
import { planCase } from '../../../src/scenario/plan.ts'
import { planMatrix } from '../../../src/verdict/matrix.ts'
import { contract } from '../kit.ts'

// A contract that opens an operation must not make the next run quieter: the
// cells stay judged, by what the other operations say.

const keys = [...contract.operations.keys()]

/** The pinned contract with another `security` of one operation. */
function opened(key: string, security: unknown): Contract {
  const document: JsonObject = JSON.parse(JSON.stringify(contract.document))
  const { pointer } = contract.operations.get(key) ?? { pointer: '' }
  const node = objectOr(resolvePointer(document, pointer))
  if (security === undefined) Reflect.deleteProperty(node, 'security')
  else Reflect.set(node, 'security', security)
  return {
    ...contract,
    document,
    text: JSON.stringify(document, null, 2),
    operations: indexOperations(document),
  }
}

function cellsOf(of: Contract): readonly string[] {
  return matrixOf(of)
    .filter(isTested)
    .map(({ id, expectation }) => `${id} ${expectation.kind}`)
}

for (const [word, security] of [
  ['an empty list', []],
  ['an empty alternative', [{}]],
  ['no security at all', undefined],
] as const)
  test(`every cell stays as it is where ${word} opens an operation`, () => {
    for (const key of keys)
      expect(cellsOf(opened(key, security)), key).toEqual(cellsOf(contract))
  })

test('a credential that became optional leaves every cell as it is', () => {
  for (const key of keys) {
    const { pointer = '' } = contract.operations.get(key) ?? {}
    const node = objectOr(resolvePointer(contract.document, pointer))
    const security = [...Object(node['security']), {}]
    expect(cellsOf(opened(key, security)), key).toEqual(cellsOf(contract))
  }
})

test('a contract without any credential leaves all cells out', () => {
  const document: JsonObject = JSON.parse(
    JSON.stringify(contract.document, (name, value: unknown) =>
      name === 'security' ? [] : value,
    ),
  )
  const operations = indexOperations(document)
  expect(cellsOf({ ...contract, document, operations })).toEqual([])
})

test('the plan and the requirement name the source', () => {
  const key = 'POST /client_sessions/get'
  const changed = opened(key, [])
  const source = 'GET /client_sessions/get requires a credential'
  const sources = planMatrix(changed).cells.map((cell) => [
    cell.operation,
    cell.source,
  ])
  expect(sources.filter(([, named]) => named !== undefined)).toEqual(
    sources.filter(([operation]) => operation === key).map(() => [key, source]),
  )
  const none = matrixCases(changed).find(
    ({ id }) => id === 'auth/POST-get/none',
  )
  expect(none?.scenario.steps.at(-1)).toMatchObject({
    source,
    isRefusalExpected: true,
  })
})

test('the sandbox passes under a contract that opens an operation', async () => {
  expect(await failuresOf('GET /client_sessions/get', {})).toEqual([])
})

for (const key of ['GET /client_sessions/get', 'POST /client_sessions/revoke'])
  test(`an API that follows the contract and opens ${key} is reported`, async () => {
    const mutant = mutants.find(
      ({ id, operations }) =>
        id.startsWith('admits-nobody/') && operations.includes(key),
    )
    const [cell = ''] = mutant?.cells ?? []
    expect(await failuresOf(key, mutant?.faults() ?? {})).toContain(
      `${cell} auth-bypass refusal-missing`,
    )
  })

test('an API that rejects a valid credential there is reported, too', async () => {
  const key = 'GET /client_sessions/get'
  const mutant = mutants.find(
    ({ caughtBy, operations }) =>
      caughtBy.code === 'credential-unaccepted' && operations.includes(key),
  )
  const [cell = ''] = mutant?.cells ?? []
  expect(cell).not.toBe('')
  expect(await failuresOf(key, mutant?.faults() ?? {})).toContain(
    `${cell} auth-regression credential-unaccepted`,
  )
})

async function failuresOf(
  key: string,
  faults: Parameters<typeof runWithFaults>[1]['faults'],
): Promise<readonly string[]> {
  const changed = opened(key, [])
  const detections = await runWithFaults(
    {
      contract: changed,
      reads: readsOf(changed),
      scenarios: [],
      validator: createValidator(changed),
      plans: [],
      cells: matrixCases(changed)
        .filter(({ cell }) => cell?.operation === key)
        .map((item) => planCase(item, changed)),
    },
    { faults, of: 'cells', isWhole: true },
  )
  return detections
    .filter(({ effect }) => effect !== 'listed')
    .map((it) => `${it.caseId} ${it.class} ${it.code}`)
}
