/** A step must be able to send a credential that its operation accepts. */
import { expect, test } from '@playwright/test'
import { indexOperations } from '../../../src/contract/operations.ts'
import { untestedCredentials } from '../../../src/contract/credential-forms.ts'
import type { Contract, JsonObject } from '../../../src/model/contract.ts'
import { renderProblem } from '../../../src/model/problem.ts'
import { checkScenarios } from '../../../src/scenario/check.ts'
import { parseScenario } from '../../../src/scenario/parse/parse.ts'

function contractOf(security: readonly JsonObject[]): Contract {
  const document: JsonObject = {
    paths: { '/x': { get: { security, responses: {} } } },
    components: {
      securitySchemes: {
        api_key: { type: 'http', scheme: 'bearer' },
        bearer: { type: 'http', scheme: 'Bearer' },
        basic: { type: 'http', scheme: 'basic' },
        header: { type: 'apiKey', in: 'header', name: 'X-Key' },
        query: { type: 'apiKey', in: 'query', name: 'key' },
        oauth: { type: 'oauth2', flows: {} },
        openid: {
          type: 'openIdConnect',
          openIdConnectUrl: 'https://a.example',
        },
      },
    },
  }
  return {
    source: '',
    file: 'c.json',
    text: JSON.stringify(document, null, 2),
    document,
    operations: indexOperations(document),
  }
}

function problemsOf(security: readonly JsonObject[], as = ''): string {
  const text = `scenario: t
owner: o
steps:
  - id: a
    call: /x
${as}`
  const parsed = parseScenario({ id: 'a', file: 'a.yaml', text })
  if (parsed.kind === 'problems') return 'unreadable'
  return checkScenarios([parsed.source], contractOf(security))
    .problems.map((it) => renderProblem(it).split('\n', 1).join())
    .join('\n')
}

test("the monitor's own credential is not sent where another one is required", () => {
  expect(problemsOf([{ header: [] }])).toBe(
    'a.yaml:5:11: GET /x accepts "header", which the monitor\'s own credential is not [credential-unknown]',
  )
  expect(problemsOf([{ basic: [] }, { api_key: [], query: [] }])).toBe(
    'a.yaml:5:11: GET /x needs the credential "basic" of HTTP basic, or the credentials "api_key" and "query" together, which Seamwatch cannot send [value-invalid]',
  )
})
for (const [as, fact] of [
  ['basic', 'the credential "basic" of HTTP basic'],
  ['{ query: x }', 'the credential "query" in the query'],
  ['api_key + query', 'the credentials "api_key" and "query" together'],
] as const)
  test(`as: ${as} is refused`, () => {
    const security = [{ api_key: [] }, { api_key: [], query: [] }]
    expect(problemsOf(security, `    as: ${as}\n`)).toMatch(
      `Seamwatch cannot send ${fact} [credential-unknown]`,
    )
  })
for (const [name, security, as] of [
  ['its own scheme', [{ api_key: [] }], ''],
  ['another bearer', [{ bearer: [] }], ''],
  ['one of several', [{ basic: [] }, { bearer: [] }], ''],
  ['a token of OAuth', [{ oauth: [] }], ''],
  ['a token of OpenID', [{ openid: [] }], ''],
  ['nothing where nothing is required', [{ header: [] }, {}], ''],
  ['a header by name', [{ header: [] }], 'as: { header: x }'],
  ['none', [{ basic: [] }], 'as: none'],
  ['none to two at once', [{ api_key: [], query: [] }], 'as: none'],
] as const)
  test(`a step may send ${name}`, () => {
    expect(problemsOf(security, as && `    ${as}\n`)).toBe('')
  })

function notes(...security: readonly JsonObject[]): readonly string[] {
  return untestedCredentials(contractOf(security))
}
test('what is never sent is named once, with where it stands', () => {
  expect(notes({ api_key: [] }, { header: [] }, {})).toEqual([])
  expect(notes({ basic: [] }, { api_key: [], header: [] })).toEqual([
    'not judged: c.json:5:1: Seamwatch does not send the credential "basic" of HTTP basic: GET /x',
    'not judged: c.json:5:1: Seamwatch does not send the credentials "api_key" and "header" together: GET /x',
  ])
  expect(notes({ oauth: [] }, { openid: [] })).toEqual([
    'not judged: c.json:5:1: Seamwatch gets no token for the credential "oauth" of oauth2, and sends its own key: GET /x',
    'not judged: c.json:5:1: Seamwatch gets no token for the credential "openid" of openIdConnect, and sends its own key: GET /x',
  ])
})
