/** Which releases can be named, and how they are installed. */
import { spawn, spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { installRelease } from '../../../../src/drivers/sdk/install.ts'
import { explainPip } from '../../../../src/drivers/sdk/install-python.ts'
import { explainInstall } from '../../../../src/drivers/sdk/npm-error.ts'
import { parseSpec } from '../../../../src/drivers/sdk/spec.ts'
import { Unavailable, UsageError } from '../../../../src/model/problem.ts'
import { commandOf } from '../../processes.ts'

test('a version of the registry and a folder can be named', () => {
  expect(parseSpec('npm:@seamapi/http@2.32.0')).toEqual({
    kind: 'npm',
    name: '@seamapi/http',
    version: '2.32.0',
  })
  expect(parseSpec('node_modules/seamapi-http-2.32.0')).toMatchObject({
    kind: 'path',
  })
  expect(parseSpec('cli:0.42.0')).toEqual({
    kind: 'npm',
    name: '@seamapi/cli',
    version: '0.42.0',
  })
  expect(parseSpec('python:3.18.0')).toEqual({
    kind: 'pypi',
    name: 'seam',
    version: '3.18.0',
  })
})

for (const [spec, fact] of [
  ['npm:@seamapi/http', 'it has no version'],
  ['npm:left-pad@1.3.0', "left-pad is not one of Seam's SDKs"],
  ['npm:', 'it is no package of npm'],
  ['npm:seam@1.0.0 --script', 'it is no package of npm'],
  ['cli:latest', 'it has no version'],
  ['python:', 'it names nothing'],
  ['python:nowhere', 'there is no such folder'],
  ['python:./src', 'the folder has no bin/python'],
  ['ruby:./src', 'the folder has no Gemfile'],
  ['php:./src', 'the folder has no vendor/autoload.php'],
  ['./nowhere', 'there is no such file or folder'],
  ['./src', 'the folder has no package.json'],
  ['./package.json', 'it is neither a folder nor a .tgz file'],
] as const) {
  test(`"${spec}" names no release: ${fact}`, () => {
    expect(() => parseSpec(spec)).toThrow(UsageError)
    expect(() => parseSpec(spec)).toThrow(fact)
  })
}

const npmErrors = [
  ['npm error code E404', UsageError, 'the registry has no such version'],
  [
    'npm error code ETARGET\nnpm error notarget No matching version found for axios@9.9.9.\n',
    Unavailable,
    'the registry has no axios@9.9.9',
  ],
  [
    'npm error code ECONNREFUSED',
    Unavailable,
    'the registry cannot be reached',
  ],
  [
    'npm error code EBADPLATFORM\nnpm error notsup Unsupported platform',
    Unavailable,
    'notsup Unsupported platform',
  ],
] as const

test('a version of the CLI that the registry does not have is a wrong release', () => {
  const stderr =
    'npm error code ETARGET\nnpm error notarget No matching version found for @seamapi/cli@9.9.9.\n'
  const error = explainInstall({ stderr }, { text: 'cli:9.9.9', timeoutMs: 1 })
  expect(error).toBeInstanceOf(UsageError)
  expect(error.message).toContain('npm view @seamapi/cli versions')
})

test('a folder whose dependency the registry does not have cannot be installed, and the dependency is named', () => {
  const stderr =
    "npm error code E404\nnpm error 404  The requested resource 'left-behind@^1.0.0' could not be found or you do not have permission to access it.\n"
  const error = explainInstall({ stderr }, { text: './folder', timeoutMs: 1 })
  expect(error).toBeInstanceOf(Unavailable)
  expect(error.message).toBe(
    'release "./folder" cannot be installed: the registry has no left-behind@^1.0.0',
  )
})

test('a package that the registry does not have is a wrong release', () => {
  const stderr =
    "npm error code E404\nnpm error 404  The requested resource '@seamapi/http@*' could not be found or you do not have permission to access it.\n"
  const error = explainInstall(
    { stderr },
    { text: 'npm:@seamapi/http', timeoutMs: 1 },
  )
  expect(error).toBeInstanceOf(UsageError)
  expect(error.message).toContain('npm view @seamapi/http versions')
})

for (const [stderr, type, fact] of npmErrors) {
  test(`npm says "${stderr.split('\n', 1)[0]}": ${fact}`, () => {
    const text = 'npm:@seamapi/http@9.9.9'
    const error = explainInstall({ stderr }, { text, timeoutMs: 1 })
    expect(error).toBeInstanceOf(type)
    expect(error.message).toContain(fact)
  })
}

const pipErrors = [
  [
    'ERROR: Could not find a version that satisfies the requirement seam==9.9.9 (from versions: 3.17.0, 3.18.0)\nERROR: No matching distribution found for seam==9.9.9',
    UsageError,
    'PyPI has no such version',
  ],
  [
    'ERROR: Ignored the following versions that require a different python version: 3.8.0 Requires-Python >=3.11; 9.9.9 Requires-Python >=3.99,<4\nERROR: No matching distribution found for seam==9.9.9',
    Unavailable,
    'it needs Python >=3.99,<4, and "python3" is another one; set SEAMWATCH_PYTHON',
  ],
  [
    'ERROR: Could not find a version that satisfies the requirement seam==9.9.9 (from versions: none)\nERROR: No matching distribution found for seam==9.9.9',
    Unavailable,
    'PyPI cannot be reached',
  ],
  [
    'WARNING: a proxy\nERROR: Could not install packages due to an OSError: no space',
    Unavailable,
    'Could not install packages due to an OSError: no space',
  ],
] as const

for (const [stderr, type, fact] of pipErrors) {
  test(`pip fails: ${fact}`, () => {
    const error = explainPip(
      { stderr, isTimeOut: false },
      { text: 'python:9.9.9', base: 'python3', version: '9.9.9' },
    )
    expect(error).toBeInstanceOf(type)
    expect(error.message).toContain(fact)
  })
}

test('without a Python it is said what to set, and nothing is left', async ({}, info) => {
  const cache = info.outputPath('cache')
  const { SEAMWATCH_PYTHON: before } = process.env
  process.env.SEAMWATCH_PYTHON = '/nowhere/python'
  try {
    const installed = installRelease('python:3.18.0', cache)
    await expect(installed).rejects.toThrow(
      'release "python:3.18.0" is not judged: there is no Python: "/nowhere/python" cannot be started; set SEAMWATCH_PYTHON to its path',
    )
    await expect(installed).rejects.toThrow(Unavailable)
  } finally {
    if (before === undefined) delete process.env.SEAMWATCH_PYTHON
    else process.env.SEAMWATCH_PYTHON = before
  }
  expect(readdirSync(cache)).toEqual([])
})

for (const [variable, spec, name] of [
  ['SEAMWATCH_RUBY', 'ruby', 'Ruby'],
  ['SEAMWATCH_PHP', 'php', 'PHP'],
] as const) {
  test(`without a ${name} it is said what to set`, async ({}, info) => {
    const folder = info.outputPath('project')
    mkdirSync(join(folder, 'vendor'), { recursive: true })
    writeFileSync(join(folder, 'vendor', 'autoload.php'), '<?php\n')
    writeFileSync(join(folder, 'Gemfile'), '')
    const { [variable]: before } = process.env
    process.env[variable] = '/nowhere/program'
    try {
      await expect(
        installRelease(`${spec}:${folder}`, info.outputPath('cache')),
      ).rejects.toThrow(
        `there is no ${name}: "/nowhere/program" cannot be started; set ${variable} to its path`,
      )
    } finally {
      if (before === undefined) delete process.env[variable]
      else process.env[variable] = before
    }
  })
}

test('a virtual environment without the package is not judged', async ({}, info) => {
  const folder = info.outputPath('venv')
  const python = process.env.SEAMWATCH_PYTHON || 'python3'
  const flags = ['-I', '-m', 'venv', '--without-pip', folder]
  test.skip(spawnSync(python, flags).status !== 0, `no ${python}`)
  const cache = info.outputPath('cache')
  const installed = installRelease(`python:${folder}`, cache)
  await expect(installed).rejects.toThrow(
    `${folder} has no package "seam"; install Seam's SDK for Python there`,
  )
  await expect(installed).rejects.toThrow(Unavailable)
  expect(readdirSync(cache)).toEqual([])
})

test('kill -9 during an install leaves neither a folder nor a process', async ({}, info) => {
  const cache = info.outputPath('cache')
  const python = info.outputPath('python')
  writeFileSync(python, '#!/bin/sh\nsleep 600\n', { mode: 0o755 })
  const program = `
    import { installRelease } from './src/drivers/sdk/install.ts'
    await installRelease('python:9.9.9', ${JSON.stringify(cache)})`
  const parent = spawn(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', program],
    { stdio: 'ignore', env: { ...process.env, SEAMWATCH_PYTHON: python } },
  )
  const made = () => (existsSync(cache) ? readdirSync(cache).length : 0)
  await expect.poll(made, { timeout: 20_000 }).toBe(1)
  await expect.poll(() => isRunning(python), { timeout: 10_000 }).toBe(true)
  parent.kill('SIGKILL')
  await expect.poll(made, { timeout: 10_000 }).toBe(0)
  await expect.poll(() => isRunning(python), { timeout: 10_000 }).toBe(false)
})

function isRunning(program: string): boolean {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .some((pid) => commandOf(Number(pid)).includes(program))
}

/** Skips the test, and says why, where the registry cannot be reached. */
async function installing(spec: string, cache: string) {
  try {
    return await installRelease(spec, cache)
  } catch (error) {
    test.skip(error instanceof Unavailable, String(Object(error).message))
    throw error
  }
}

test('a release is installed once, with the integrity of all that it needs', async ({}, info) => {
  test.slow()
  const cache = info.outputPath('cache')
  const release = await installing('npm:@seamapi/http@2.32.0', cache)
  expect(release).toMatchObject({ name: '@seamapi/http', version: '2.32.0' })
  expect(release.resolved.map(({ name }) => name)).toContain('axios')
  for (const { name, integrity } of release.resolved)
    if (name !== '@seamapi/http') expect(integrity).toMatch(/^sha512-/)
  expect(readdirSync(cache)).toHaveLength(1)
  // Without npm: the cache has the release.
  const again = await installRelease('npm:@seamapi/http@2.32.0', cache)
  expect(again).toEqual(release)
})

test('a folder is packed as npm would publish it', async ({}, info) => {
  test.slow()
  const cache = info.outputPath('cache')
  const folder = info.outputPath('package')
  mkdirSync(folder)
  writeFileSync(join(folder, 'index.js'), 'export class Seam {}\n')
  writeFileSync(join(folder, 'secret.txt'), 'not published\n')
  const manifest = {
    name: 'seam',
    version: '9.9.9',
    type: 'module',
    exports: './index.js',
    files: ['index.js'],
    repository: 'seamapi/javascript',
    scripts: { prepack: 'touch ran', postinstall: 'touch ran' },
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
  const release = await installing(folder, cache)
  expect(release).toMatchObject({ name: 'seam', version: '9.9.9' })
  const installed = join(release.folder, 'node_modules', 'seam')
  expect(readdirSync(installed).toSorted()).toEqual([
    'index.js',
    'package.json',
  ])
  expect(readdirSync(folder)).not.toContain('ran')
  const lock = readFileSync(join(release.folder, 'package-lock.json'), 'utf8')
  expect(lock).toContain('"node_modules/seam"')
})

test('the package "seam" of another author is no release, and nothing is left', async ({}, info) => {
  const cache = info.outputPath('cache')
  const folder = info.outputPath('package')
  mkdirSync(folder)
  const manifest = { name: 'seam', version: '0.0.3', repository: 'flams/seam' }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
  await expect(installing(folder, cache)).rejects.toThrow(
    'its package.json does not name a repository of Seam',
  )
  expect(readdirSync(cache)).toEqual([])
})
