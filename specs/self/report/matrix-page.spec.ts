import { expect, test } from '@playwright/test'
import { columnsOf } from '../../../src/cases/auth-matrix/columns.ts'
import {
  browserType,
  findBrowser,
  launchOptions,
  noBrowser,
} from '../../../src/drivers/browser/find.ts'
import { renderMatrix } from '../../../src/report/html/matrix-page.ts'
import type { Matrix, MatrixCell } from '../../../src/model/matrix.ts'
import { contract } from '../kit.ts'

const verdict = {
  target: 'sandbox',
  contract: 'c@1',
  startedAt: '2030-01-02T03:04:05.000Z',
  runId: 'r1',
}

/** A matrix of one cell. */
function matrixOf(cell: Partial<MatrixCell>, title = 'API key'): Matrix {
  const operation = 'POST create'
  return {
    credentials: [{ id: 'api_key', title }],
    operations: [operation],
    cells: [
      {
        case: 'auth/POST-create/api_key',
        operation,
        credential: 'api_key',
        result: 'not-judged',
        ...cell,
      },
    ],
  }
}

const hostile = `"><script>alert(1)</script><img src=x onerror='alert(2)'>`
const escaped =
  '&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=&#39;alert(2)&#39;&gt;'

for (const [what, page] of [
  [
    'the title of a credential',
    renderMatrix(matrixOf({}, hostile), { verdict }),
  ],
  ['a reason', renderMatrix(matrixOf({ reason: hostile }), { verdict })],
  ['the id of a case', renderMatrix(matrixOf({ case: hostile }), { verdict })],
  [
    'a link',
    renderMatrix(matrixOf({}), { verdict, linkTo: () => `x.html#${hostile}` }),
  ],
  [
    'an operation',
    renderMatrix(
      { ...matrixOf({}), operations: [`GET ${hostile}`] },
      { verdict },
    ),
  ],
  [
    'the name of the target',
    renderMatrix(matrixOf({}), { verdict: { ...verdict, target: hostile } }),
  ],
] as const) {
  test(`${what} is not rendered as HTML`, () => {
    expect(page).not.toMatch(/<script|<img|onerror='/)
    // Of a path only the last part is shown, in whole it is a tooltip.
    expect(page).toContain(escaped)
  })
}

test('control and bidi characters are made visible', () => {
  const reason = '\u001b[2Jgone \u202eevil'
  const page = renderMatrix(matrixOf({ reason }), { verdict })
  expect(page).not.toContain('\u001b')
  expect(page).not.toContain('\u202e')
  expect(page).toContain('\\u001b[2Jgone \\u202eevil')
})

test('a cell shows its result and status as text, and links to its test', () => {
  const cell = { result: 'bypass', status: 200 } as const
  const page = renderMatrix(matrixOf(cell), {
    verdict,
    linkTo: (id) => `index.html#${id}`,
  })
  expect(page).toMatch(
    /<a href="index.html#auth\/POST-create\/api_key">BYPASS <small>200<\/small><\/a>/,
  )
  expect(page).toMatch(/<b>1<\/b> <span class="cell bad">BYPASS<\/span>/)
})

test('a cell that was left out has no link, and says why', () => {
  const cell = { result: 'left-out', reason: 'asked already' } as const
  const page = renderMatrix(matrixOf(cell), { verdict, linkTo: () => 'x' })
  expect(page).not.toContain('<a ')
  expect(page).toMatch(/<dt>asked already<\/dt>\s*<dd>1 cell: API key<\/dd>/)
})

test('no column is cut off on a screen of 1280 pixels', async () => {
  const found = findBrowser()
  test.skip(found === undefined, noBrowser)
  if (!found) return
  const operations = [...contract.operations.keys()]
  const credentials = columnsOf(contract)
  const results = ['wrong-rejection', 'shows-nothing', 'regression'] as const
  const cells = operations.flatMap((operation, at) =>
    credentials.map(({ id: credential }): MatrixCell => ({
      case: `auth/${at}/${credential}`,
      operation,
      credential,
      result: results[at % results.length] ?? 'rejected',
      status: 401,
    })),
  )
  const page = renderMatrix({ credentials, operations, cells }, { verdict })
  const browser = await browserType(found.kind).launch(launchOptions(found))
  const viewport = { width: 1280, height: 900 }
  const shown = await browser.newPage({ viewport })
  await shown.setContent(page)
  const [needed, given] = await shown
    .locator('.scroll')
    .evaluate((it) => [it.scrollWidth, it.clientWidth])
  await browser.close()
  expect(needed).toBe(given)
})
