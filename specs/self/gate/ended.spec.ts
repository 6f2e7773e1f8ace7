/** However the gate ends, nothing that it has started or written half is left,
 * for each kind of release. */
import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { givenLanguages, givenRelease } from '../drivers/sdk/given.ts'
import type { GivenLanguage } from '../drivers/sdk/given.ts'
import { writtenCli, writtenRelease } from '../drivers/sdk/releases.ts'
import { commandOf, descendantsOf, isAlive } from '../processes.ts'

const blocked = 'async create() { for (;;); }'

/** A text of the stand-in, and what makes its create hang. */
const hanging: Readonly<Record<GivenLanguage, readonly [string, string]>> = {
  python: [
    'def create(self, **parameters):',
    'def create(self, **parameters): self.hang()\n    def never(self):',
  ],
  ruby: ['def create(**parameters) =', 'def create(**parameters) = hang ||'],
  php: [
    'public function create(...$parameters) {',
    'public function create(...$parameters) { $this->hang();',
  ],
}

/** Releases whose calls never end. */
const releases: Readonly<Record<string, () => string>> = {
  javascript: () => writtenRelease(blocked).folder,
  cli: () => writtenCli('for (;;);').folder,
  ...Object.fromEntries(
    givenLanguages.map((language) => [
      language,
      () => givenRelease(language, hanging[language]),
    ]),
  ),
}

for (const [kind, make] of Object.entries(releases)) {
  // One kind with the sandboxes of the scenarios, too.
  const few = kind === 'javascript' ? [] : ['--only', 'conditions']
  for (const signal of ['SIGINT', 'SIGKILL'] as const) {
    test(`${kind}: ${signal} leaves no process and no folder`, async ({}, info) => {
      test.slow()
      const temporary = info.outputPath('tmp')
      mkdirSync(temporary)
      const gate = spawn(
        process.execPath,
        ['src/seamwatch.js', 'gate', make(), '--baseline', 'none', ...few],
        {
          env: {
            PATH: process.env.PATH,
            TMPDIR: temporary,
            SEAMWATCH_REPORTS: info.outputPath('reports'),
          },
          stdio: 'ignore',
        },
      )
      const { pid = 0 } = gate
      const hosts = () => descendantsOf(pid).filter(isHost)
      await expect.poll(() => hosts().length, { timeout: 40_000 }).not.toBe(0)
      const started = descendantsOf(pid)
      expect(started.length).toBeGreaterThan(1)
      gate.kill(signal)
      await expect
        .poll(() => started.filter(isAlive), { timeout: 10_000 })
        .toEqual([])
      const left = readdirSync(temporary, { recursive: true })
      expect(left.filter((it) => /cli-/.test(String(it)))).toEqual([])
    })
  }
}

/** A process with code of an SDK. */
function isHost(pid: number): boolean {
  const command = commandOf(pid).join(' ')
  return /hosts\/(?:host\.|cli\.mjs|node\.mjs)/.test(command)
}
