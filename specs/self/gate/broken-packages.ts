/** Broken packages: what can be seen before the first call. Small patches of a
 * published release, each with the findings that must notice it. */
import type { Patch } from '../drivers/sdk/releases.ts'

export type BrokenPackage = {
  /** For people: what the patch breaks. */
  readonly what: string
  readonly patches: readonly Patch[]
  /** All that is new. */
  readonly codes: readonly string[]
}

const manifest = 'package.json'
const session = 'lib/resources/client-session.d.ts'
const scripts = '"scripts": {'
const dependencies = '"dependencies": {'
const key = ['seam', 'live', 'a1b2c3d4e5f6g7h8i9'].join('_')

export const brokenPackages: readonly BrokenPackage[] = [
  {
    what: 'its entry throws',
    patches: [['index.js', 'export *', "throw new Error('no');\nexport *"]],
    codes: ['package-unloadable'],
  },
  {
    what: 'a file that its entry needs is missing',
    patches: [['lib/index.js', './seam-paginator.js', './paginator.js']],
    codes: ['package-unloadable', 'package-file-missing'],
  },
  {
    what: 'a dependency is not declared, and not there',
    patches: [['lib/client.js', "from 'axios-retry'", "from 'axios-again'"]],
    codes: ['package-unloadable', 'package-dependency-undeclared'],
  },
  {
    what: 'require is no longer possible',
    patches: [[manifest, '"default": "./index.js"', '"import": "./index.js"']],
    codes: ['package-entry-lost'],
  },
  {
    what: 'an entry is gone',
    patches: [[manifest, '"./connect": {', '"./connected": {']],
    codes: ['package-entry-lost'],
  },
  {
    what: 'an export is removed in a minor release',
    patches: [['lib/index.js', "export * from './seam-paginator.js';", '']],
    codes: ['package-export-removed'],
  },
  {
    what: 'the manifest names a file that is not there',
    patches: [[manifest, scripts, `"bin": "./cli.js", ${scripts}`]],
    codes: ['package-file-missing'],
  },
  {
    what: 'a file that only some callers load is missing',
    patches: [
      [
        'lib/client.js',
        'export const createClient',
        "export const load = () => import('./gone.js');\nexport const createClient",
      ],
    ],
    codes: ['package-file-missing'],
  },
  {
    what: 'a package is imported that another one happens to bring',
    patches: [
      ['lib/client.js', 'import axios', "import 'form-data';\nimport axios"],
    ],
    codes: ['package-dependency-undeclared'],
  },
  {
    what: 'a program runs when it is installed',
    patches: [[manifest, scripts, `${scripts} "postinstall": "node .",`]],
    codes: ['package-runs-on-install'],
  },
  {
    what: 'it needs a newer Node',
    patches: [[manifest, '">=22.12.0"', '">=24.0.0"']],
    codes: ['package-engine-raised'],
  },
  {
    what: 'it brings another dependency',
    patches: [[manifest, dependencies, `${dependencies} "zod": "^4.0.0",`]],
    codes: ['package-dependency-new'],
  },
  {
    what: 'it is much larger',
    patches: [['lib/data.json', '', JSON.stringify('x'.repeat(9_000_000))]],
    codes: ['package-weight-grown'],
  },
  {
    what: 'an API key of Seam is inside',
    patches: [['lib/config.json', '', JSON.stringify({ key })]],
    codes: ['package-secret-inside'],
  },
  {
    what: 'a token of npm is inside',
    patches: [
      ['.npmrc', '', '//registry.example.org/:_authToken=a1b2c3d4e5f6\n'],
    ],
    codes: ['package-secret-inside'],
  },
  {
    what: 'its types are not published',
    patches: [
      [manifest, '"types": "./index.d.ts",', ''],
      [manifest, '"types": "index.d.ts",', ''],
      ['index.d.ts', 'export', '// export'],
    ],
    codes: ['package-types-missing'],
  },
  {
    what: 'its types come from a package that is not there',
    patches: [
      [
        session,
        'export type ClientSession = {',
        "export type { ClientSession } from '@seamapi/absent';\ntype Old = {",
      ],
    ],
    codes: ['package-types-empty'],
  },
  {
    what: 'a property that may be null has a type without it',
    patches: [
      [
        session,
        'user_identifier_key: string | null',
        'user_identifier_key: string',
      ],
    ],
    codes: ['sdk-value-untyped'],
  },
  {
    what: 'a property has the wrong type',
    patches: [[session, 'device_count: number', 'device_count: string']],
    codes: ['sdk-value-untyped'],
  },
  {
    what: 'a property that may be absent has a type that requires it',
    patches: [
      [session, 'customer_key?: string | undefined', 'customer_key: string'],
    ],
    codes: ['sdk-value-untyped'],
  },
  {
    what: 'the types lack a property of the contract',
    patches: [[session, 'customer_key?: string | undefined;', '']],
    codes: ['sdk-value-untyped'],
  },
]
