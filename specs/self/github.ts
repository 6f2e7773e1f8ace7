/** Runs the steps of an example for GitHub Actions as GitHub runs them. */
import { spawnSync } from 'node:child_process'
import { chmodSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { folderWith } from './folder.ts'
import type { Files } from './folder.ts'

export type Step = {
  readonly name?: string
  readonly uses?: string
  readonly if?: string
  readonly run?: string
  readonly with?: Readonly<Record<string, unknown>>
  readonly env?: Readonly<Record<string, string>>
}

/** GitHub's own program, as far as the examples use it: comments in a file. */
const gh = `#!/usr/bin/env node
const { readFileSync, writeFileSync } = require('node:fs')
const file = process.env.COMMENTS
const comments = JSON.parse(readFileSync(file, 'utf8'))
const args = process.argv.slice(2)
const body = args.find((arg) => arg.startsWith('body=@'))
const text = body && readFileSync(body.slice(6), 'utf8')
if (args.includes('PATCH')) {
  const id = Number(args[3].split('/').at(-1))
  comments.find((one) => one.id === id).body = text
} else if (args.includes('POST')) {
  comments.push({ id: comments.length + 1, login: 'github-actions[bot]', body: text })
} else {
  const [, login] = /login == "([^"]+)"/.exec(args.join(' '))
  const [, start] = /startswith\\("([^"]+)"\\)/.exec(args.join(' '))
  const found = comments.filter((one) => one.login === login && one.body.startsWith(start))
  for (const { id } of found) console.log(id)
}
writeFileSync(file, JSON.stringify(comments))
`

/** A runner with these programs, and a comment of somebody else. */
export function githubTools(programs: Files) {
  const folder = folderWith(
    {
      gh,
      ...programs,
      'package.json': '{"type":"commonjs"}',
      'comments.json': JSON.stringify([
        { id: 1, login: 'mallory', body: 'mine' },
      ]),
    },
    'tools',
  )
  for (const name of ['gh', ...Object.keys(programs)])
    chmodSync(join(folder, name), 0o755)
  const file = join(folder, 'comments.json')
  const env = {
    PATH: `${folder}${delimiter}${process.env['PATH']}`,
    HOME: folder,
    NO_COLOR: '1',
    RUNNER_TEMP: folder,
    GITHUB_REPOSITORY: 'seamapi/x',
    NUMBER: '7',
    COMMENTS: file,
    GIT_AUTHOR_NAME: 'a',
    GIT_AUTHOR_EMAIL: 'a@example.org',
    GIT_COMMITTER_NAME: 'a',
    GIT_COMMITTER_EMAIL: 'a@example.org',
  }
  const comments = (): readonly { readonly body: string }[] =>
    JSON.parse(readFileSync(file, 'utf8'))
  return { folder, env, comments }
}

export function shell(
  script: string,
  { cwd, env }: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): { readonly status: number | null; readonly printed: string } {
  const args = ['--noprofile', '--norc', '-e', '-c', script]
  const { status, stdout, stderr } = spawnSync('bash', args, {
    cwd,
    env,
    encoding: 'utf8',
  })
  return { status, printed: `${stdout}${stderr}` }
}
