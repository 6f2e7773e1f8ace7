/** The columns of the matrix: each scheme of the contract, rightly used, made up
 * and misused. */
import type { Contract } from '../../model/contract.ts'
import { madeUp } from '../../secrets/token-shapes.ts'
import type { Column } from './cell.ts'
import {
  forged,
  nobody,
  ofAccessToken,
  ofApiKey,
  ofPublishableKey,
  ofSession,
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

/** Tokens that nobody was given, in the form that the published examples have.
 * A scheme that is not here has no form that we know of. */
const unknownTokens: Readonly<Record<string, string>> = {
  api_key: `seam_test${madeUp}_0123456789abcdef`,
  pat_with_workspace: `seam_at${madeUp}_0123456789abcdef`,
  publishable_key: `seam_pk${madeUp}_0123456789abcdef`,
  client_session: `seam_cst${madeUp}_0123456789abcdef`,
  // {"alg":"HS256"}.{"user_id":""}, signed by nobody.
  console_session_with_workspace: `eyJhbGciOiJIUzI1NiJ9.eyJ1c2VyX2lkIjoiIn0.${madeUp}`,
}

/** @returns in the order of a table, from left to right. */
export function columnsOf(contract: Contract): readonly Column[] {
  const schemes = schemesOf(contract)
  const has = (scheme: string) => schemes.includes(scheme)
  return [
    ...schemes.map(schemeColumn),
    ...nobody,
    ...schemes.flatMap(unknownColumn),
    ...(has('api_key') ? ofApiKey : []),
    ...(has('publishable_key') ? ofPublishableKey : []),
    ...(has('pat_with_workspace') ? ofAccessToken : []),
    ...(has('client_session') ? ofSession : []),
  ]
}

/** Those declared, and those that operations name; two that are needed together
 * (`a + b`) are a credential that we cannot make. */
function schemesOf({ document, operations }: Contract): readonly string[] {
  const components = Object(document.components) as {
    securitySchemes?: unknown
  } // else {}
  const declared = Object.keys(Object(components.securitySchemes))
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
    behind: 'session',
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
    forged(`unknown-${scheme}`, {
      title: `unknown ${title}`,
      phrase,
      forgery: { form: 'token', as: scheme, token },
    }),
  ]
}
