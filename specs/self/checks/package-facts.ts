/** Facts about packages, written by hand: a sound one, and one for each
 * finding. */
import { checkPackage } from '../../../src/checks/package.ts'
import { checkPackageTypes } from '../../../src/checks/package-types.ts'
import type { Finding } from '../../../src/model/finding.ts'
import type { PackageFacts } from '../../../src/model/package-facts.ts'
import type { TypeFacts } from '../../../src/model/type-facts.ts'

const loads = { exports: ['SeamHttp'] }

export const soundPackage: PackageFacts = {
  name: '@seamapi/http',
  version: '2.29.0',
  entries: { '.': { import: loads, require: loads } },
  engine: '>=22.12.0',
  dependencies: ['axios'],
  installScripts: [],
  missing: [],
  undeclared: [],
  secrets: [],
  installedBytes: 7_000_000,
}

const soundTypes: TypeFacts = { empty: [], wrong: [], declarations: 4 }

/** How it differs from the sound one. */
export type GivenPackage = {
  readonly facts?: Partial<PackageFacts>
  readonly types?: Partial<TypeFacts>
}

export function findingsOf({
  facts = {},
  types = {},
}: GivenPackage): readonly Finding[] {
  return [
    ...checkPackage(
      { ...soundPackage, version: '2.32.0', ...facts },
      soundPackage,
    ),
    ...checkPackageTypes({ ...soundTypes, ...types }),
  ]
}

const notFound = { error: 'ERR_MODULE_NOT_FOUND', exports: [] }

/** One package for each finding code. */
export const wrongPackages: Readonly<Record<string, GivenPackage>> = {
  'package-unloadable': {
    facts: { entries: { '.': { import: notFound, require: notFound } } },
  },
  'package-entry-lost': {
    facts: {
      entries: {
        '.': {
          import: loads,
          require: { error: 'ERR_PACKAGE_PATH_NOT_EXPORTED', exports: [] },
        },
      },
    },
  },
  'package-export-removed': {
    facts: {
      entries: {
        '.': { import: { exports: ['x'] }, require: { exports: [] } },
      },
    },
  },
  'package-file-missing': {
    facts: { missing: [{ what: './connect.js', file: 'exports ./connect' }] },
  },
  'package-dependency-undeclared': {
    facts: { undeclared: [{ what: 'axios-retry', file: 'lib/client.js' }] },
  },
  'package-secret-inside': {
    facts: { secrets: [{ what: 'token of npm', file: '.npmrc' }] },
  },
  'package-runs-on-install': { facts: { installScripts: ['postinstall'] } },
  'package-engine-raised': { facts: { engine: '>=24.0.0' } },
  'package-dependency-new': { facts: { dependencies: ['axios', 'left-pad'] } },
  'package-weight-grown': { facts: { installedBytes: 285_000_000 } },
  'package-types-missing': {
    types: { missing: "Could not find a declaration file for module 'seam'." },
  },
  'package-types-empty': { types: { empty: ['get'], declarations: 0 } },
  'sdk-value-untyped': {
    types: {
      wrong: [
        {
          operation: 'GET /client_sessions/get',
          call: '/client_sessions/get · success · api_key',
          path: 'user_identifier_key',
          said: "Type 'null' is not assignable to type 'string'.",
        },
      ],
    },
  },
}
