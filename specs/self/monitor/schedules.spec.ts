/** The examples of schedules: each one is run, or checked by what will run it. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { Cron } from 'croner'
import { parse } from 'yaml'
import { options } from '../../../src/config/options.ts'
import type { Option } from '../../../src/config/options.ts'
import { folderWith } from '../folder.ts'
import { githubTools, shell } from '../github.ts'
import type { Step } from '../github.ts'

const folder = 'src/monitor/schedules'
const textOf = (name: string) => readFileSync(join(folder, name), 'utf8')
const github = parse(textOf('github-actions.yml'))
const cronJob = parse(textOf('cronjob.yaml'))

/** In place of Seamwatch: notes its arguments, and writes a store. */
const npx = `#!/usr/bin/env node
const { appendFileSync, mkdirSync } = require('node:fs')
const { join } = require('node:path')
const args = process.argv.slice(2)
const reports = args[args.indexOf('--reports') + 1]
appendFileSync(process.env.SEEN, JSON.stringify([args, process.env.SEAM_API_KEY]) + '\\n')
mkdirSync(join(reports, 'monitor'), { recursive: true })
appendFileSync(join(reports, '.seamwatch'), '')
appendFileSync(join(reports, 'monitor', 'journal'), 'run\\n')
process.exit(Number(process.env.CODE ?? 0))
`

const command = 'seamwatch watch --once --target production'

test('each example runs the monitor once, with options that it has', () => {
  const flags = Object.values<Option>(options)
    .filter(({ commands }) => commands.some((name) => name === 'watch'))
    .flatMap(({ flag }) => flag?.split(' ')[0] ?? [])
  const known = new Set(flags)
  const names = readdirSync(folder).filter((name) => !name.endsWith('.timer'))
  expect(names).toHaveLength(4)
  for (const name of names) {
    const text = textOf(name).replaceAll(/^ *#.*$/gm, '')
    const [, args = ''] =
      /seamwatch,? watch([^]*?)(?:>>|envFrom|\n\n|$)/.exec(text) ?? []
    const used = args.match(/--[a-z][a-z-]*/g) ?? []
    expect(used, name).toContain('--once')
    expect(used, name).toContain('--target')
    const ofGit = name === 'github-actions.yml'
    const strange = used.filter((flag) => !known.has(flag))
    expect(strange, name).toEqual(ofGit ? ['--force', '--all', '--force'] : [])
  }
})

test('each schedule begins at an odd minute, once a day', () => {
  const [line = ''] = textOf('crontab').split('\n').slice(-2)
  const patterns = [
    line.split(' ').slice(0, 5).join(' '),
    cronJob.spec.schedule,
    github.on.schedule[0].cron,
  ]
  for (const pattern of patterns) {
    const [one, other] = new Cron(pattern, { timezone: 'UTC' }).nextRuns(2)
    expect(one?.getUTCMinutes()).toBe(17)
    expect(Number(other) - Number(one)).toBe(86_400_000)
  }
})

test('the line of the crontab runs as cron runs it', () => {
  const [line = ''] = textOf('crontab').split('\n').slice(-2)
  const [, own = ''] = /^(?:\S+ ){5}(.*)$/.exec(line) ?? []
  // To cron, this is a line break.
  expect(own).not.toContain('%')
  const tools = githubTools({ npx, environment: 'SEAM_API_KEY=key-of-cron\n' })
  const seen = join(tools.folder, 'seen')
  const moved = own
    .replaceAll('/etc/seamwatch', tools.folder)
    .replaceAll(/\/opt\/seamwatch|\/var\/l\w+(?=\/)/g, tools.folder)
  const { status, stderr } = spawnSync('/bin/sh', ['-c', moved], {
    env: { ...tools.env, SEEN: seen },
    encoding: 'utf8',
  })
  expect(status, stderr).toBe(0)
  const [args, key] = JSON.parse(readFileSync(seen, 'utf8'))
  expect(args.join(' ')).toContain(command)
  expect(key).toBe('key-of-cron')
})

test('systemd finds nothing wrong with service and timer', () => {
  const isThere = spawnSync('systemd-analyze', ['--version']).status === 0
  const service = textOf('seamwatch.service')
  const timer = textOf('seamwatch.timer')
  for (const key of ['Type=oneshot', 'SuccessExitStatus=1 3', command])
    expect(service).toContain(key)
  for (const key of ['Persistent=true', 'RandomizedDelaySec='])
    expect(timer).toContain(key)
  test.skip(!isThere, 'this machine has no systemd-analyze')
  const units = folderWith({
    // It looks for the program, which is elsewhere on some machines.
    'seamwatch.service': service.replace('/usr/bin/npx', process.execPath),
    'seamwatch.timer': timer,
  })
  const verified = spawnSync(
    'systemd-analyze',
    ['verify', '--man=no', join(units, 'seamwatch.timer')],
    { encoding: 'utf8' },
  )
  expect(verified.stderr).toBe('')
  expect(verified.status).toBe(0)
})

test('the CronJob runs alone, on time or not at all, and keeps its reports', () => {
  expect(cronJob).toMatchObject({ apiVersion: 'batch/v1', kind: 'CronJob' })
  const { jobTemplate, ...own } = cronJob.spec
  expect(own).toEqual({
    schedule: '17 2 * * *',
    timeZone: 'Europe/Berlin',
    concurrencyPolicy: 'Forbid',
    startingDeadlineSeconds: 3600,
    successfulJobsHistoryLimit: 1,
    failedJobsHistoryLimit: 3,
  })
  const { template, ...job } = jobTemplate.spec
  expect(job).toEqual({ backoffLimit: 0, activeDeadlineSeconds: 1800 })
  expect(template.spec.restartPolicy).toBe('Never')
  const [container] = template.spec.containers
  const all = [...container.command, ...container.args].join(' ')
  expect(all).toMatch(/^npx seamwatch watch --once --target=production /)
  // Each mount has its volume, and the reports are on one that stays.
  const volumes = new Map(
    template.spec.volumes.map((it: { readonly name: string }) => [it.name, it]),
  )
  for (const { name } of container.volumeMounts)
    expect([...volumes.keys()]).toContain(name)
  expect(volumes.get('reports')).toHaveProperty('persistentVolumeClaim')
  const [mount] = container.volumeMounts
  expect(all).toContain(`--reports=${mount.mountPath}/`)
})

test.describe('on GitHub', () => {
  const steps: readonly Step[] = github.jobs.watch.steps
  const step = (name: string): Step => {
    const found = steps.find((it) => it.name === name)
    if (!found) throw new Error(`there is no step ${name}`)
    return found
  }

  test('one run at a time, which waits, and the heartbeat is set', () => {
    expect(github.concurrency).toEqual({ group: 'seamwatch-monitor' })
    expect(github.permissions).toEqual({ contents: 'write' })
    expect(step('watch').env).toHaveProperty('SEAMWATCH_HEARTBEAT_URL')
    expect(step('keep').if).toContain("steps.restore.outcome == 'success'")
    expect(readdirSync('.github/workflows')).not.toContain('monitor.yml')
  })

  /** A repository, its remote, and a runner for each night. */
  function repository() {
    const home = folderWith({ 'a.txt': 'a' }, 'work')
    const remote = `${home}.git`
    const tools = githubTools({ npx })
    const env = {
      ...tools.env,
      BRANCH: github.jobs.watch.env.BRANCH,
      SEEN: join(tools.folder, 'seen'),
      GITHUB_RUN_ID: '7',
      GITHUB_WORKSPACE: home,
    }
    const git = (script: string) => shell(script, { cwd: home, env }).printed
    git(
      `git init -q --bare "${remote}"; git init -q -b main; git add .; git commit -qm a; git remote add origin "${remote}"; git push -q origin main`,
    )
    const night = (name: string, more: NodeJS.ProcessEnv = {}) => {
      const temp = join(tools.folder, name)
      mkdirSync(temp)
      const all = { ...env, ...more, RUNNER_TEMP: temp }
      return ['restore', 'watch', 'keep'].map((it) =>
        shell(step(it).run ?? '', { cwd: home, env: all }),
      )
    }
    return { remote, home, git, night, branch: env.BRANCH }
  }

  test('the store goes on from night to night, also after a failed one', () => {
    const { night, git, branch } = repository()
    for (const [name, code] of [
      ['one', '0'],
      ['two', '1'],
      ['three', '0'],
    ] as const) {
      const [restored, watched, kept] = night(name, { CODE: code })
      expect(restored?.status, restored?.printed).toBe(0)
      expect(watched?.status, watched?.printed).toBe(Number(code))
      expect(kept?.status, kept?.printed).toBe(0)
    }
    git(`git fetch -q origin "${branch}"`)
    expect(git('git show FETCH_HEAD:monitor/journal')).toBe('run\nrun\nrun\n')
    expect(git('git ls-tree --name-only FETCH_HEAD')).toBe(
      '.seamwatch\nmonitor\n',
    )
    // One commit: the branch does not grow.
    expect(git('git rev-list --count FETCH_HEAD').trim()).toBe('1')
    expect(git('git status --short')).toBe('')
  })

  test('a remote that cannot be read begins no new store', () => {
    const { night, home } = repository()
    night('one')
    const config = join(home, '.git', 'config')
    const text = readFileSync(config, 'utf8')
    writeFileSync(config, text.replace('work.git', 'gone.git'))
    const [restored] = night('two')
    expect(restored?.status).not.toBe(0)
  })
})
