/** Checks the values of the credentials before anything is sent: redaction and
 * the audit search for exactly what a variable holds. */
import { UsageError } from '../model/problem.ts'
import type { Problem } from '../model/problem.ts'
import { secretsIn } from '../secrets/audit/environment.ts'
import type { Environment } from './environment.ts'

/** The shortest key of Seam that is known has 14 characters. */
const shortest = 12

/** Most servers take 8 KiB of headers; redaction knows so many characters. */
const longest = 4096

const quotes = '["\'`\\u2018-\\u201f]'

/** In this order: the first one that fits is reported. No text repeats the
 * value. */
const faults: readonly (readonly [fits: RegExp, fact: string, hint: string])[] =
  [
    [
      new RegExp(`^\\s*${quotes}|${quotes}\\s*$`),
      'has quotes around it',
      'remove the quotes: docker --env-file and some tools keep them',
    ],
    [
      /[\r\n\u0085\u2028\u2029]|(?:\\[rn])+$/,
      'contains a line break',
      'keep the credential alone, without the end of its line',
    ],
    [/^\s|\s$/, 'has blanks around it', 'remove the blanks'],
    [
      /^bearer\b/i,
      'begins with "Bearer"',
      'keep the credential alone, without the name of its scheme',
    ],
    [/\s/, 'contains a blank', 'keep the credential alone'],
    [
      /\p{Cc}|\p{Cf}/u,
      'contains an invisible character',
      'copy the credential again, as plain text',
    ],
    [
      /[^!-~]/,
      'contains a character that no HTTP header can carry',
      'copy the credential again, as plain text',
    ],
    [
      /^[A-Z][A-Z0-9_]*=/,
      'begins with the name of a variable',
      'keep only what follows the equals sign',
    ],
    [
      /^(?:\$|%\w+%$|\{\{|<.*>$)/,
      'is the name of a variable or a placeholder, and was not filled in',
      'set it to the credential itself',
    ],
  ]

/** Words of examples. A value that consists of them alone is no secret: such
 * words stand in every report. */
const exampleWords = new Set(
  (
    'a access add an api at bar baz be bearer change client come connect ' +
    'console copy credential credentials cst default demo dummy empty enter ' +
    'example fake false fill fixme foo from goes here hidden in insert invalid ' +
    'is it key keys later live masked me missing my nan nil no none not ' +
    'nothing null of pass password paste pat personal pk placeholder please ' +
    'private production publishable put qwerty real redacted replace sample ' +
    'sandbox seam seamwatch secret session sessions set some string tba tbd ' +
    'test testing the this to todo token tokens true undefined unset ' +
    'user value with workspace xyz yet you your'
  ).split(' '),
)

/** The beginnings by which the SDKs tell the kinds apart, and refuse a wrong
 * one. Other beginnings may be of another deployment. */
const kinds: readonly (readonly [
  beginning: string,
  kind: string,
  variables: RegExp,
])[] = [
  ['seam_pk', 'a publishable key', /PUBLISHABLE_KEY$/],
  ['seam_cst', 'a client session token', /SESSION_TOKEN$/],
  ['seam_at', 'a personal access token', /(?:ACCESS|CLI)_TOKEN$/],
  ['seam_test', 'an API key', /(?:API_KEY|CLI_TOKEN)$/],
  ['ey', 'a console session token', /(?:SESSION|CLI)_TOKEN$/],
]

/** Variables of which the contract or the SDKs document the kind. */
const ofOneKind =
  /^SEAM(?:WATCH_FOREIGN)?_(?:API_KEY|PUBLISHABLE_KEY|PERSONAL_ACCESS_TOKEN|CONSOLE_SESSION_TOKEN|CLIENT_SESSION_TOKEN)$/

/** @throws UsageError that names the variables, and never shows a value. */
export function checkCredentials(env: Environment): void {
  const problems = secretsIn(env).flatMap(([name, value]): Problem[] => {
    const fault = faultOf(name, value)
    if (fault === undefined) return []
    const [fact, hint] = fault
    return [{ code: 'argument-invalid', fact: `${name} ${fact}`, hint }]
  })
  if (problems.length > 0) throw new UsageError(problems)
}

function faultOf(
  name: string,
  value: string,
): readonly [fact: string, hint: string] | undefined {
  if (value.length > longest) {
    return [
      `is too long for a credential: it has ${value.length} characters`,
      'set it to the credential alone, not to the contents of a file',
    ]
  }
  const found = faults.find(([fits]) => fits.test(value))
  if (found) return [found[1], found[2]]
  if (isExample(value)) {
    return [
      'is a word of an example, no credential',
      'set it to the credential, or unset it',
    ]
  }
  if (value.length < shortest) {
    return [
      `is too short for a credential: it has ${value.length} characters`,
      'set it to the whole credential, or unset it',
    ]
  }
  return wrongKind(name, value)
}

function isExample(value: string): boolean {
  const words = value.toLowerCase().split(/[^a-z0-9]+/)
  const isRepeated = /^(.{1,3})\1*$/.test(value)
  return isRepeated || words.every(isExampleWord)
}

/** One word, or several without a gap: `yourapikey`, `testxxxx1234`. */
function isExampleWord(word: string): boolean {
  const ends = new Set([0])
  // It grows on the way.
  for (const end of ends) {
    const rest = word.slice(end)
    const [filler = ''] = /^(.)\1{2,}/.exec(rest) ?? []
    if (filler !== '') ends.add(end + filler.length)
    for (
      let length = 1;
      length <= Math.min(rest.length, longestPart);
      length += 1
    ) {
      const part = rest.slice(0, length)
      if (isExamplePart(part)) ends.add(end + length)
    }
  }
  return ends.has(word.length)
}

const longestPart = 26

const sequences = ['01234567890123456789', 'abcdefghijklmnopqrstuvwxyz']

function isExamplePart(part: string): boolean {
  const isSequence =
    part.length >= 3 && sequences.some((it) => it.includes(part))
  return exampleWords.has(part) || isSequence
}

function wrongKind(
  name: string,
  value: string,
): readonly [fact: string, hint: string] | undefined {
  if (!ofOneKind.test(name)) return undefined
  const kind = kinds.find(([beginning]) => value.startsWith(beginning))
  if (!kind || kind[2].test(name)) return undefined
  return [
    `begins with ${kind[0]}, as ${kind[1]} does`,
    'set each variable to a credential of its own kind',
  ]
}
