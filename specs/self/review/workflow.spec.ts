/** The example for GitHub Actions, run as GitHub runs it. */
import { spawnSync } from 'node:child_process'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { expect, test } from '@playwright/test'
import { parse } from 'yaml'
import { folderWith } from '../folder.ts'

type Step = {
  readonly name?: string
  readonly uses?: string
  readonly if?: string
  readonly run?: string
  readonly env?: Readonly<Record<string, string>>
}

const file = '.github/workflows/contract-review.yml'
const workflow = parse(readFileSync(file, 'utf8'))
const steps: readonly Step[] = workflow.jobs.review.steps

const contract = 'schemas/client-sessions.json'
const older = readFileSync('schemas/archive/1.490.0.json', 'utf8')
const newer = readFileSync(contract, 'utf8')

/** GitHub's own program, as far as the example uses it: comments in a file. */
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

function shell(
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

/** A repository with a pull request: `main` went on after the branch began. */
function pullRequest() {
  const folder = folderWith({ [contract]: older }, 'repository')
  const accepted = readFileSync('schemas/accepted-changes.yaml', 'utf8')
  const tools = folderWith(
    {
      gh,
      'package.json': '{"type":"commonjs"}',
      npx: `#!/bin/sh\nshift\nexec "${process.execPath}" "${resolve('src/seamwatch.js')}" "$@"\n`,
      'comments.json': JSON.stringify([
        { id: 1, login: 'mallory', body: '<!-- seamwatch-review -->\nmine' },
      ]),
    },
    'tools',
  )
  for (const name of ['gh', 'npx']) chmodSync(join(tools, name), 0o755)
  const env = {
    PATH: `${tools}${delimiter}${process.env['PATH']}`,
    HOME: tools,
    NO_COLOR: '1',
    RUNNER_TEMP: tools,
    GITHUB_REPOSITORY: 'seamapi/x',
    NUMBER: '7',
    COMMENTS: join(tools, 'comments.json'),
    GIT_AUTHOR_NAME: 'a',
    GIT_AUTHOR_EMAIL: 'a@example.org',
    GIT_COMMITTER_NAME: 'a',
    GIT_COMMITTER_EMAIL: 'a@example.org',
  }
  const git = (...lines: readonly string[]) => {
    const { status, printed } = shell(lines.join('\n'), { cwd: folder, env })
    expect(status, printed).toBe(0)
    return printed.trim()
  }
  writeFileSync(join(folder, 'schemas/accepted-changes.yaml'), accepted)
  git('git init -q -b main', 'git add .', 'git commit -qm base')
  git('git checkout -qb branch')
  writeFileSync(join(folder, contract), newer)
  git('git commit -qam head', 'git checkout -q main')
  writeFileSync(join(folder, contract), newer.replaceAll('customer_key', 'x'))
  git('git commit -qam later', 'git checkout -q branch')
  const base = git('git rev-parse main')
  return { folder, env: { ...env, BASE: base } satisfies NodeJS.ProcessEnv }
}

function scriptOf(name: string): string {
  const run = steps.find((step) => step.name === name)?.run
  if (run === undefined) throw new Error(`no step is called ${name}`)
  return run
}

test('merge base and head are compared, and one comment is rewritten', () => {
  test.setTimeout(60_000)
  const { folder, env } = pullRequest()
  const run = (name: string) => shell(scriptOf(name), { cwd: folder, env })
  const comments = (): readonly { readonly body: string }[] =>
    JSON.parse(readFileSync(env.COMMENTS, 'utf8'))

  const first = run('review')
  expect(first.status, first.printed).toBe(1)
  expect(first.printed).toContain('Breaking (2)')
  expect(first.printed).toMatch(
    /^::error file=schemas\/client-sessions\.json,line=\d+,title=reply-property-removed::/m,
  )
  const commented = run('comment')
  expect(commented.status, commented.printed).toBe(0)
  expect(comments()).toHaveLength(2)
  expect(comments()[1]?.body).toContain('**Contract review: breaking.**')

  writeFileSync(join(folder, contract), older)
  shell('git commit -qam back', { cwd: folder, env })
  const second = run('review')
  expect(second.status, second.printed).toBe(0)
  expect(run('comment').status).toBe(0)
  expect(comments()).toHaveLength(2)
  expect(comments()[0]?.body).toContain('mine')
  expect(comments()[1]?.body).toContain('**Contract review: unchanged.**')
})

test('no text of a pull request is pasted into a script', () => {
  for (const { run = '' } of steps) expect(run).not.toContain('${{')
  expect(workflow.on).toHaveProperty('pull_request')
  expect(workflow.permissions).toEqual({
    contents: 'read',
    'pull-requests': 'write',
  })
})
