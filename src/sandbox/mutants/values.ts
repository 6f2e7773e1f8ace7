/** Mutants of value: another type, null, another format, or one invalid item. */
import { onBody, onSession } from './change.ts'
import { breaks, shortOf } from './mutant.ts'
import type { Consequences, Expected, Mutant } from './mutant.ts'
import { allOperations, pick, sessionOperations } from './api-shape.ts'
import { sessionProperties } from './api-shape.ts'
import type { PropertyKind } from './api-shape.ts'

const samples = {
  string: 'text',
  number: 42,
  boolean: true,
  object: { value: 'text' },
  list: ['text'],
} as const

const right: Readonly<Record<PropertyKind, keyof typeof samples>> = {
  uuid: 'string',
  'date-time': 'string',
  text: 'string',
  'nullable-text': 'string',
  number: 'number',
  uuids: 'list',
}

/** Invalid values as real services send them. */
const formats: Readonly<
  Partial<Record<PropertyKind, readonly (readonly [string, unknown])[]>>
> = {
  uuid: [
    ['no uuid', 'cst2'],
    ['a uuid without hyphens', '0b6f2c3e9d1a4f7b8c5d2e1f0a9b8c7d'],
    ['a uuid with one digit too few', '0b6f2c3e-9d1a-4f7b-8c5d-2e1f0a9b8c7'],
    ['empty text', ''],
  ],
  'date-time': [
    ['a time without zone', '2031-05-06T07:08:09'],
    ['an impossible date', '2031-02-30T10:00:00Z'],
    ['a date alone', '2031-05-06'],
    ['an epoch as text', '1935810489'],
    ['a blank for the T and no zone', '2031-05-06 07:08:09'],
    ['hour 25', '2031-05-06T25:08:09Z'],
    ['empty text', ''],
  ],
  uuids: [
    ['an item that is no uuid', ['account1']],
    ['an empty item', ['']],
  ],
}

/** Later steps send or compare what they have captured. */
const carried: Consequences = {
  codes: [
    'expectation-unmet',
    'status-unexpected',
    'status-undocumented',
    'credential-unaccepted',
  ],
  reason: 'later steps send or compare it',
}

type Wrong = {
  readonly id: string
  readonly name: string
  readonly operation: string
  readonly what: string
  readonly value: unknown
  readonly caughtBy: Expected
}

function session(wrong: Wrong): Mutant {
  const { id, name, operation, what, value, caughtBy } = wrong
  const isCreating = /create/.test(operation)
  const isCarried =
    isCreating &&
    [
      'client_session_id',
      'workspace_id',
      'created_at',
      'expires_at',
      'token',
    ].includes(name)
  return {
    id: `${id}/${shortOf(operation)}`,
    description: `${name} is ${what}`,
    operations: [operation],
    caughtBy,
    ...(isCarried && { also: carried }),
    faults: () => onSession(operation, (it) => ({ ...it, [name]: value })),
  }
}

const properties = Object.entries(sessionProperties)

const types = properties.flatMap(([name, kind], row) =>
  Object.entries(samples)
    .filter(([type]) => type !== right[kind])
    .map(([type, value], column) =>
      session({
        id: `${type}-as-${name}`,
        name,
        operation: pick(sessionOperations, row + 2 * column),
        what: `a ${type}`,
        value,
        caughtBy: breaks('body-type-wrong'),
      }),
    ),
)

const nulls = properties
  .filter(([, kind]) => kind !== 'nullable-text')
  .map(([name], turn) =>
    session({
      id: `null-as-${name}`,
      name,
      operation: pick(sessionOperations, turn + 4),
      what: 'null',
      value: null,
      caughtBy: breaks('body-null-unexpected'),
    }),
  )

const badFormats = properties.flatMap(([name, kind], row) =>
  (formats[kind] ?? []).map(([what, value], column) =>
    session({
      id: `${what.replaceAll(' ', '-')}-as-${name}`,
      name,
      operation: pick(sessionOperations, row + column),
      what,
      value,
      caughtBy: breaks('body-format-wrong'),
    }),
  ),
)

const items = properties
  .filter(([, kind]) => kind === 'uuids')
  .flatMap(([name], turn) => [
    session({
      id: `number-in-${name}`,
      name,
      operation: pick(sessionOperations, turn + 1),
      what: 'a list with a number in it',
      value: [42],
      caughtBy: breaks('body-type-wrong'),
    }),
    session({
      id: `null-in-${name}`,
      name,
      operation: pick(sessionOperations, turn + 6),
      what: 'a list with null in it',
      value: [null],
      caughtBy: breaks('body-null-unexpected'),
    }),
  ])

const epochs = ['created_at', 'expires_at'].map((name, turn) =>
  session({
    id: `epoch-as-${name}`,
    name,
    operation: pick(sessionOperations, turn + 2),
    what: 'seconds since the epoch',
    value: 1_935_810_489,
    caughtBy: breaks('body-type-wrong'),
  }),
)

const halves = [1, 7].map((turn) =>
  session({
    id: 'half-character-in-customer_key',
    name: 'customer_key',
    operation: pick(sessionOperations, turn),
    what: 'cut inside a character',
    value: 'Ann\ud83d',
    caughtBy: breaks('body-text-broken'),
  }),
)

const oks = (
  [
    ['string', 'true', 'body-type-wrong'],
    ['number', 1, 'body-type-wrong'],
    ['object', {}, 'body-type-wrong'],
    ['list', [], 'body-type-wrong'],
    ['null', null, 'body-null-unexpected'],
  ] as const
).map(([type, value, code], turn): Mutant => {
  const operation = allOperations[(turn * 5) % allOperations.length] ?? ''
  return {
    id: `${type}-as-ok/${shortOf(operation)}`,
    description: `ok is a ${type}`,
    operations: [operation],
    caughtBy: breaks(code),
    faults: () => onBody(operation, (body) => ({ ...body, ok: value })),
  }
})

export const values: readonly Mutant[] = [
  ...types,
  ...nulls,
  ...badFormats,
  ...items,
  ...epochs,
  ...halves,
  ...oks,
]
