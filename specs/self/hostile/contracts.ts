/** Hostile contracts, and the first line that a person reads of each. */
type HostileContract = {
  readonly file: string
  readonly error: string
  /** `url` is of a server that must not be asked for anything. */
  readonly make: (
    url: string,
  ) => string | Buffer | 'folder' | { readonly bytes: number }
}

const reply = 'a response of GET /x cannot be judged:'
const schemaAt =
  '#/paths/~1x/get/responses/200/content/application~1json/schema'

/** A contract of one operation whose reply has the schema. */
function replying(schema: object, schemas: object = {}): string {
  const content = { 'application/json': { schema } }
  const get = { responses: { '200': { description: 'OK', content } } }
  const document = { openapi: '3.0.3', paths: { '/x': { get } } }
  return JSON.stringify({ ...document, components: { schemas } }, null, 1)
}

function named(path: string): string {
  return JSON.stringify({
    openapi: '3.0.3',
    paths: { [path]: { get: { responses: {} } } },
  })
}

function ref(name: string): { readonly $ref: string } {
  return { $ref: `#/components/schemas/${name}` }
}

/** Each refers twice to the next: two to the power of thirty in all. */
function doubling(of: (next: object) => object): string {
  const names = Array.from({ length: 30 }, (_, index) => index)
  const schemas = names.map((index) => [`s${index}`, of(ref(`s${index + 1}`))])
  return replying(ref('s0'), { ...Object.fromEntries(schemas), s30: {} })
}

/** What is in another document is not judged, and the scenarios are read. */
const notJudged =
  'scenarios/access/created-with-access.yaml:12:11: The contract has no path "/client_sessions/create" [operation-unknown]'

export const hostileContracts: readonly HostileContract[] = [
  {
    file: 'that is not JSON',
    error:
      'c.json:1:1: the contract is not JSON: invalid symbol [contract-unreadable]',
    make: () => 'openapi: 3.0.3\npaths: {}\n',
  },
  {
    file: 'cut in half',
    error:
      'c.json:6:4: the contract is not JSON: close brace expected [contract-unreadable]',
    make: () => replying({}).slice(0, 60),
  },
  {
    file: 'of 200 MB',
    error:
      '"c.json" has 209715200 bytes, more than 16777216 [contract-unreadable]',
    make: () => ({ bytes: 200 * 1024 * 1024 }),
  },
  {
    file: 'that is a folder',
    error: 'no contract can be read at "c.json" [contract-unreadable]',
    make: () => 'folder',
  },
  {
    file: 'of bytes that are not UTF-8',
    error: '"c.json" is not UTF-8 [contract-unreadable]',
    make: () => Buffer.from([0x22, 0xff, 0x22]),
  },
  {
    file: 'nested 10,000 deep',
    error:
      'c.json:1:261: the contract is nested deeper than 256 levels [contract-unreadable]',
    make: () => `{"x":${'['.repeat(10_000)}${']'.repeat(10_000)}}`,
  },
  {
    file: 'with a key twice',
    error:
      'c.json:22:2: the key "paths" is written twice [contract-unreadable]',
    make: () => replying({}).replace(/\}$/, ',"paths":{}}'),
  },
  {
    file: 'with an ANSI escape as a key',
    error:
      'c.json:1:17: the key "\\u{1b}[31m" is written twice [contract-unreadable]',
    make: () => String.raw`{"\u001b[31m":1,"\u001b[31m":2}`,
  },
  {
    file: 'of OpenAPI 3.1',
    error:
      'c.json:1:1: "c.json" is not an OpenAPI 3.0 document: "openapi" is "3.1.0" [contract-unreadable]',
    make: () => '{"openapi":"3.1.0","paths":{}}',
  },
  {
    file: 'without operations',
    error:
      'c.json:1:1: the contract is broken: it has no operation [contract-unreadable]',
    make: () => '{"openapi":"3.0.3","paths":{}}',
  },
  {
    file: 'whose path would be another host',
    error:
      'c.json:1:1: the contract is broken: the path "@evil.example/x" does not begin with "/" [contract-unreadable]',
    make: () => named('@evil.example/x'),
  },
  {
    file: '`__proto__` as a path',
    error:
      'c.json:1:1: the contract is broken: the path "__proto__" does not begin with "/" [contract-unreadable]',
    make: () =>
      '{"openapi":"3.0.3","__proto__":{"owned":true},"paths":{"__proto__":{"get":{}}}}',
  },
  {
    file: 'that refers to nothing',
    error: `c.json:11:1: ${reply} it refers to "#/components/schemas/no", which does not exist [contract-unreadable]`,
    make: () => replying(ref('no')),
  },
  {
    file: 'that refers to a URL',
    error: notJudged,
    make: (url) => replying({ $ref: url }),
  },
  {
    file: 'that refers to another file',
    error: notJudged,
    make: () => replying({ properties: { a: { $ref: 'd.json#/x' } } }),
  },
  {
    file: 'whose references form a cycle',
    error: `c.json:11:1: ${reply} the schema at "#/components/schemas/a" refers to itself without end [contract-unreadable]`,
    make: () => replying(ref('a'), { a: ref('b'), b: ref('a') }),
  },
  {
    file: 'whose schema is a part of itself',
    error: `c.json:11:1: ${reply} the schema at "#/components/schemas/a" refers to itself without end [contract-unreadable]`,
    make: () => replying(ref('a'), { a: { oneOf: [ref('a'), {}] } }),
  },
  {
    file: 'whose properties expand to a billion',
    error: `c.json:11:1: ${reply} the schema at "${schemaAt}" expands beyond the limit [contract-unreadable]`,
    make: () => doubling((next) => ({ properties: { a: next, b: next } })),
  },
  {
    file: 'whose variants expand to a billion',
    error: `c.json:11:1: ${reply} the schema at "${schemaAt}" expands beyond the limit [contract-unreadable]`,
    make: () => doubling((next) => ({ anyOf: [next, next] })),
  },
  {
    file: 'with a misspelt keyword in a schema',
    error: `c.json:11:1: ${reply} "propertes" at ${schemaAt} is not a keyword of OpenAPI 3.0 schemas; did you mean "properties"? [contract-unreadable]`,
    make: () => replying({ propertes: {} }),
  },
  {
    file: 'with a limit in the form of OpenAPI 3.1',
    error: `c.json:11:1: ${reply} "exclusiveMinimum" at ${schemaAt} must be true or false in OpenAPI 3.0 [contract-unreadable]`,
    make: () => replying({ type: 'number', exclusiveMinimum: 0 }),
  },
]
