/** Hostile scenario files, and the first line that a person reads of each. */

type HostileFile = {
  readonly file: string
  readonly error: string
  readonly make: () => string | Buffer | 'folder' | 'link'
}

const head = 'scenario: t\nowner: o\n'
const steps = 'steps:\n  - { id: a, call: /client_sessions/get }\n'
const at = 'scenarios/a.yaml'
const noFile = `"${at}" cannot be read:`

export const hostileFiles: readonly HostileFile[] = [
  {
    file: 'aliases that expand to a billion parts',
    error: `${at}:2:14: The aliases of this file expand beyond the limit [alias-limit-exceeded]`,
    make: () =>
      Array.from({ length: 9 }, (_, index) => {
        const items = index === 0 ? 'x' : `*a${index - 1}`
        return `a${index}: &a${index} [${Array(10).fill(items).join()}]\n`
      }).join(''),
  },
  {
    file: 'an anchor inside itself',
    error: `${at}:1:8: The aliases of this file expand beyond the limit [alias-limit-exceeded]`,
    make: () => 'a: &a [*a]\n',
  },
  {
    file: 'more than 1 MiB',
    error: `"${at}" has 2097152 bytes, more than 1048576 [file-too-large]`,
    make: () => '#'.repeat(2 * 1024 * 1024),
  },
  {
    file: 'half a million brackets',
    error: `${at}:1:1: The file is nested deeper than 64 levels [yaml-invalid]`,
    make: () => '['.repeat(500_000),
  },
  {
    file: '25,000 steps',
    error: `${at}:3:1: The scenario has 25000 steps, more than 1000 [value-invalid]`,
    make: () =>
      `${head}steps:\n${Array.from({ length: 25_000 }, (_, index) => `- { id: s${index}, call: /x }\n`).join('')}`,
  },
  {
    file: 'a matrix of ten billion rows',
    error: `${at}:3:1: The matrix makes 10000000000 rows, more than 10000 [value-invalid]`,
    make: () =>
      `${head}matrix:\n${Array.from({ length: 10 }, (_, index) => `  n${index}: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]\n`).join('')}${steps}`,
  },
  {
    file: '`__proto__` as a key',
    error: `${at}:3:1: Unknown key "__proto__" in a scenario [key-unknown]`,
    make: () => `${head}__proto__: { owned: true }\n${steps}`,
  },
  {
    file: '`constructor` as a name',
    error: `${at}:4:72: Unknown name "constructor" [name-unresolved]`,
    make: () =>
      `${head}steps:\n  - { id: a, call: /client_sessions/get, body: { user_identifier_key: "\${{ constructor }}" } }\n`,
  },
  {
    file: 'a link out of the project',
    error: `${noFile} it links out of the project [file-unreadable]`,
    make: () => 'link',
  },
  {
    file: 'a folder named `a.yaml`',
    error: 'There is no scenario below "scenarios" [nothing-matched]',
    make: () => 'folder',
  },
  {
    file: 'bytes that are not UTF-8',
    error: `${noFile} it is not UTF-8 [file-unreadable]`,
    make: () => Buffer.from([0x61, 0x3a, 0x20, 0xff]),
  },
  {
    file: 'a NUL',
    error: `${at}:1:13: A control character is not allowed [yaml-invalid]`,
    make: () => `scenario: "a\u0000b"\nowner: o\n${steps}`,
  },
  {
    file: 'a tab as indentation',
    error: `${at}:4:1: A tab cannot indent [yaml-invalid]`,
    make: () => `${head}steps:\n\t- id: a\n`,
  },
]
