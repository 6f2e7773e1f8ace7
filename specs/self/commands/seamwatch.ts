/** Runs the command as a person would, and keeps all that it left. */
import { spawn } from 'node:child_process'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestInfo } from '@playwright/test'

export type Left = {
  readonly exitCode: number | null
  /** Everything printed, on both streams. */
  readonly printed: string
  /** Below this everything was written. */
  readonly reportsDir: string
}

/** The environment of a person who has set nothing of ours. */
function bareEnvironment(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(
    ([name]) => !/^(?:SEAM|TEST_|PLAYWRIGHT|FORCE_COLOR)/.test(name),
  )
  return Object.fromEntries(entries)
}

export function seamwatch(
  info: TestInfo,
  {
    args,
    env = {},
  }: {
    readonly args: readonly string[]
    readonly env?: Readonly<Record<string, string>>
  },
): Promise<Left> {
  const reportsDir = info.outputPath('reports')
  const child = spawn(process.execPath, ['src/seamwatch.js', ...args], {
    env: {
      ...bareEnvironment(),
      NO_COLOR: '1',
      SEAMWATCH_REPORTS: reportsDir,
      ...env,
    },
  })
  let printed = ''
  const listen = (chunk: Buffer): void => {
    printed += chunk.toString('utf8')
  }
  child.stdout.on('data', listen)
  child.stderr.on('data', listen)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (exitCode) => resolve({ exitCode, printed, reportsDir }))
  })
}

/** Files below a directory that hold the text, and what was printed if it does. */
export async function whereIs(
  needle: string,
  { printed, reportsDir }: Left,
): Promise<readonly string[]> {
  const entries = await readdir(reportsDir, {
    recursive: true,
    withFileTypes: true,
  })
  const found = printed.includes(needle) ? ['printed'] : []
  for (const entry of entries.filter((it) => it.isFile())) {
    const file = join(entry.parentPath, entry.name)
    if ((await readFile(file)).includes(needle)) found.push(file)
  }
  return found
}

export async function readVerdict({ reportsDir }: Left) {
  const text = await readFile(join(reportsDir, 'verdict.json'), 'utf8')
  return JSON.parse(text) as {
    // as the schema of the verdict has it
    readonly status: string
    readonly why: string
    readonly exitCode: number
    readonly counts: {
      readonly cases: Readonly<Record<string, number>>
      readonly bodiesJudged: number
    }
    readonly findings: readonly {
      readonly class: string
      readonly code: string
      readonly operation: string
      readonly at: string
    }[]
  }
}
