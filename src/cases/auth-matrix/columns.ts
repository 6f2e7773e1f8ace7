/** The columns of the matrix: each scheme of the contract, used as documented,
 * with an unknown token, and in the wrong way. */
import { resolvePointer } from '../../model/json-pointer.ts'
import { objectOr } from '../../model/json.ts'
import type { Contract } from '../../model/contract.ts'
import { madeUp } from '../../secrets/token-shapes.ts'
import type { Column } from './cell.ts'
import {
  invalidColumn,
  ofAccessToken,
  ofApiKey,
  ofPublishableKey,
  ofSession,
  withoutToken,
} from './forms.ts'
import type { Words } from './forms.ts'

const schemeWords: Readonly<Record<string, Words>> = {
  api_key: { title: 'API key', phrase: 'an API key' },
  pat_with_workspace: {
    title: 'personal access token',
    phrase: 'a personal access token with its workspace',
  },
  console_session_with_workspace: {
    title: 'console session',
    phrase: 'a console session with its workspace',
  },
  publishable_key: {
    title: 'publishable key',
    phrase: 'a publishable key with a user identifier key',
  },
  client_session: {
    title: 'session token',
    phrase: 'the fresh token of a client session',
  },
}

/** Tokens that Seam never issued, in the form of the published examples. The
 * form of a scheme that is not here is not published. */
const unknownTokens: Readonly<Record<string, string>> = {
  api_key: `seam_test${madeUp}_0123456789abcdef`,
  pat_with_workspace: `seam_at${madeUp}_0123456789abcdef`,
  publishable_key: `seam_pk${madeUp}_0123456789abcdef`,
  client_session: `seam_cst${madeUp}_0123456789abcdef`,
  // {"alg":"HS256"}.{"user_id":""}, without a valid signature.
  console_session_with_workspace: `eyJhbGciOiJIUzI1NiJ9.eyJ1c2VyX2lkIjoiIn0.${madeUp}`,
}

/** @returns in the order of a table, from left to right. */
export function columnsOf(contract: Contract): readonly Column[] {
  const schemes = schemesOf(contract)
  const has = (scheme: string) => schemes.includes(scheme)
  return [
    ...schemes.map(schemeColumn),
    ...withoutToken,
    ...schemes.flatMap(unknownColumn),
    ...(has('api_key') ? ofApiKey : []),
    ...(has('publishable_key') ? ofPublishableKey : []),
    ...(has('pat_with_workspace') ? ofAccessToken : []),
    ...(has('client_session') ? ofSession : []),
  ]
}

/** Those declared, and those that operations name. Two that are required
 * together (`a + b`) are left out: no column can make that credential. */
function schemesOf({ document, operations }: Contract): readonly string[] {
  const schemes = resolvePointer(document, '/components/securitySchemes')
  const declared = Object.keys(objectOr(schemes))
  const named = [...operations.values()].flatMap(({ security }) => security)
  return [...new Set([...declared, ...named])].filter((name) =>
    /^[^+]+$/.test(name),
  )
}

function schemeColumn(scheme: string): Column {
  const words = schemeWords[scheme] ?? { title: scheme, phrase: scheme }
  return {
    id: scheme,
    ...words,
    scheme,
    setup: 'session',
    credential:
      scheme === 'client_session'
        ? { kind: 'token', scheme, token: '${{ token }}' }
        : { kind: 'scheme', scheme },
  }
}

function unknownColumn(scheme: string): readonly Column[] {
  const token = unknownTokens[scheme]
  if (token === undefined) return []
  const { title } = schemeWords[scheme] ?? { title: scheme }
  const phrase = `an unknown but well-formed ${title}`
  return [
    invalidColumn(`unknown-${scheme}`, {
      title: `unknown ${title}`,
      phrase,
      recipe: { form: 'token', as: scheme, token },
    }),
  ]
}
