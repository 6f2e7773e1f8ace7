/** The example for GitHub Actions that gates an SDK, run as GitHub runs it. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { parse } from 'yaml'
import { githubTools, shell } from '../github.ts'
import type { Step } from '../github.ts'
import { folderWith } from '../folder.ts'

const file = '.github/workflows/sdk-gate.yml'
const workflow = parse(readFileSync(file, 'utf8'))
const gateSteps: readonly Step[] = workflow.jobs.gate.steps
const commentSteps: readonly Step[] = workflow.jobs.comment.steps

const known = 'schemas/known-issues.yaml'

/** In place of Seamwatch: notes its arguments, and what it was given. */
const npx = `#!/usr/bin/env node
const { readFileSync, writeFileSync } = require('node:fs')
const args = process.argv.slice(2)
const after = (name) => args[args.indexOf(name) + 1]
writeFileSync(process.env.SEEN, JSON.stringify({
  args, issues: readFileSync(after('--known-issues'), 'utf8'),
}))
writeFileSync(after('--markdown'), '<!-- seamwatch-gate -->\\n' + process.env.ANSWER)
process.exit(Number(process.env.ANSWER))
`

/** Installs nothing. */
const npm = `#!/bin/sh
[ "$1" = ci ] && exit 0
PATH="\${PATH#*:}" exec npm "$@"
`

/** An SDK's repository; the pull request accepts a finding of its own. */
function pullRequest() {
  const tools = githubTools({ npx, npm })
  const sdk = folderWith(
    {
      'package.json': '{"name":"@seamapi/http","version":"9.9.9"}',
      [known]: '[] # base\n',
    },
    'sdk',
  )
  const env = {
    ...tools.env,
    SEEN: join(tools.folder, 'seen.json'),
    GITHUB_OUTPUT: join(tools.folder, 'output'),
  }
  const git = (...lines: readonly string[]) => {
    const { status, printed } = shell(lines.join('\n'), { cwd: sdk, env })
    expect(status, printed).toBe(0)
    return printed.trim()
  }
  git('git init -q -b main', 'git add .', 'git commit -qm base')
  git('git checkout -qb branch')
  writeFileSync(join(sdk, known), '- mine\n')
  git('git commit -qam head')
  const base = git('git rev-parse main')
  return { ...tools, sdk, env: { ...env, BASE: base } }
}

type Repository = ReturnType<typeof pullRequest>

function runStep(
  name: string,
  {
    steps = gateSteps,
    repository,
    env = {},
  }: {
    readonly steps?: readonly Step[]
    readonly repository: Repository
    readonly env?: Readonly<Record<string, string>>
  },
) {
  const run = steps.find((step) => step.name === name)?.run
  if (run === undefined) throw new Error(`no step is called ${name}`)
  return shell(run, {
    cwd: repository.sdk,
    env: { ...repository.env, ...env },
  })
}

test('the package is gated with the known issues of the base branch', () => {
  const repository = pullRequest()
  for (const name of ['known issues', 'pack', 'gate']) {
    const env = { ANSWER: '0' }
    const { status, printed } = runStep(name, { repository, env })
    expect(status, printed).toBe(0)
  }
  const { args, issues } = JSON.parse(readFileSync(repository.env.SEEN, 'utf8'))
  expect(args.slice(0, 2)).toEqual(['seamwatch', 'gate'])
  expect(args[2]).toMatch(/packed\/seamapi-http-9\.9\.9\.tgz$/)
  expect(existsSync(args[2])).toBe(true)
  expect(issues).toBe('[] # base\n')
  expect(readFileSync(repository.env.GITHUB_OUTPUT, 'utf8')).toBe('code=0\n')
})

test('a base branch without known issues accepts nothing', () => {
  const repository = pullRequest()
  const { sdk, env } = repository
  shell(`git checkout -q main && git rm -q ${known} && git commit -qm none`, {
    cwd: sdk,
    env,
  })
  const base = shell('git rev-parse main', { cwd: sdk, env }).printed.trim()
  const made = runStep('known issues', { repository, env: { BASE: base } })
  expect(made.status, made.printed).toBe(0)
  const issues = join(env.RUNNER_TEMP, 'known-issues.yaml')
  expect(readFileSync(issues, 'utf8')).toBe('[]\n')
  const absent = runStep('known issues', { repository, env: { BASE: 'x' } })
  expect(absent.status).not.toBe(0)
})

for (const [answer, inconclusive, exitCode] of [
  ['0', 'block', 0],
  ['1', 'pass', 1],
  ['2', 'pass', 2],
  ['3', 'pass', 0],
  ['3', 'block', 3],
] as const) {
  test(`exit code ${answer} with inconclusive: ${inconclusive} ends the job with ${exitCode}`, () => {
    const repository = pullRequest()
    runStep('known issues', { repository })
    runStep('pack', { repository })
    const env = { ANSWER: answer }
    expect(runStep('gate', { repository, env }).status).toBe(0)
    const output = readFileSync(repository.env.GITHUB_OUTPUT, 'utf8')
    const decided = runStep('decide', {
      repository,
      env: {
        CODE: output.trim().replace('code=', ''),
        INCONCLUSIVE: inconclusive,
      },
    })
    expect(decided.status).toBe(exitCode)
  })
}

test('one comment is written, and rewritten', () => {
  const repository = pullRequest()
  const { comments, env } = repository
  for (const answer of ['no', 'yes']) {
    const body = `<!-- seamwatch-gate -->\n${answer}`
    shell('mkdir -p "$RUNNER_TEMP/sdk-gate"', { cwd: repository.sdk, env })
    writeFileSync(join(env.RUNNER_TEMP, 'sdk-gate/comment.md'), body)
    const steps = commentSteps
    const { status, printed } = runStep('comment', { steps, repository })
    expect(status, printed).toBe(0)
    expect(comments().map((one) => one.body)).toEqual(['mine', body])
  }
})

test('code of the pull request runs in a job that may only read', () => {
  for (const { run = '' } of [...gateSteps, ...commentSteps])
    expect(run).not.toContain('${{')
  expect(workflow.permissions).toEqual({ contents: 'read' })
  expect(workflow.jobs.gate).not.toHaveProperty('permissions')
  expect(JSON.stringify(workflow.jobs.gate)).not.toContain('GH_TOKEN')
  expect(workflow.jobs.comment.permissions).toEqual({
    'pull-requests': 'write',
  })
  const checkouts = [...gateSteps, ...commentSteps].filter(({ uses = '' }) =>
    uses.startsWith('actions/checkout'),
  )
  expect(checkouts).toHaveLength(2)
  for (const { with: given } of checkouts)
    expect(given).toMatchObject({ 'persist-credentials': false })
})
