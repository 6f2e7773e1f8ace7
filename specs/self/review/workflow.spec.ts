/** The example for GitHub Actions, run as GitHub runs it. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from '@playwright/test'
import { parse } from 'yaml'
import { folderWith } from '../folder.ts'
import { githubTools, shell } from '../github.ts'
import type { Step } from '../github.ts'

const file = '.github/workflows/contract-review.yml'
const workflow = parse(readFileSync(file, 'utf8'))
const steps: readonly Step[] = workflow.jobs.review.steps

const contract = 'schemas/client-sessions.json'
const older = readFileSync('schemas/archive/1.490.0.json', 'utf8')
const newer = readFileSync(contract, 'utf8')

/** A repository with a pull request: `main` went on after the branch began. */
function pullRequest() {
  const folder = folderWith({ [contract]: older }, 'repository')
  const accepted = readFileSync('schemas/accepted-changes.yaml', 'utf8')
  const { env, comments } = githubTools({
    npx: `#!/bin/sh\nshift\nexec "${process.execPath}" "${resolve('src/seamwatch.js')}" "$@"\n`,
  })
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
  return { folder, env: { ...env, BASE: base }, git, comments }
}

function scriptOf(name: string): string {
  const run = steps.find((step) => step.name === name)?.run
  if (run === undefined) throw new Error(`no step is called ${name}`)
  return run
}

test('merge base and head are compared, and one comment is rewritten', () => {
  test.setTimeout(600_000)
  const { folder, env, comments } = pullRequest()
  const run = (name: string) => shell(scriptOf(name), { cwd: folder, env })

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

test('a pull request cannot accept its own changes', () => {
  test.setTimeout(600_000)
  const { folder, env, git } = pullRequest()
  const entry = `accepted:
  - fingerprint: reply-property-removed · client_session.customer_id
    owner: me
    until: 2999-12-31
    reason: I say so
`
  writeFileSync(join(folder, 'schemas/accepted-changes.yaml'), entry)
  git('git commit -qam accepted')
  const own = shell(scriptOf('review'), { cwd: folder, env })
  expect(own.printed).toContain('Breaking (2)')
  expect(own.printed).not.toContain('Accepted')

  git('git checkout -q main')
  writeFileSync(join(folder, 'schemas/accepted-changes.yaml'), entry)
  git('git commit -qam accepted', 'git checkout -q branch')
  const base = git('git rev-parse main')
  const theirs = shell(scriptOf('review'), {
    cwd: folder,
    env: { ...env, BASE: base },
  })
  expect(theirs.printed).toContain('Accepted (1)')
})

test('no text of a pull request is pasted into a script', () => {
  for (const { run = '' } of steps) expect(run).not.toContain('${{')
  expect(workflow.on).toHaveProperty('pull_request')
  expect(workflow.permissions).toEqual({
    contents: 'read',
    'pull-requests': 'write',
  })
})
