import { execFileSync } from 'node:child_process'

import { expect, test } from '@playwright/test'

import { curlFor } from '../../../src/report/curl.ts'
import { exchange } from './fixture/outcomes.ts'

const { request } = exchange()

/** Runs the command with a stub for curl that prints each argument. */
function argumentsOf(command: string): readonly string[] {
  const stub = `curl() { printf '%s\\0' "$@"; }\n${command}`
  const said = execFileSync('/bin/sh', ['-c', stub], {
    encoding: 'utf8',
    env: { PATH: '', SEAM_API_KEY: 'the-key', EVIL: 'expanded' },
  })
  return said.split('\0').slice(0, -1)
}

test('the shell replaces the credential and nothing else', () => {
  const body = `{"it's":"$EVIL \`id\` \\\\ \\"x\\" $(id)\n!"}`
  const command = curlFor(
    {
      ...request,
      query: [['a b', "c'&d=$EVIL"]],
      headers: [
        ...request.headers,
        ['x-odd', '$(id) "quoted" $SEAM_API_KEY'],
        ['x-mark', '[secret 1]'],
      ],
      body,
    },
    'https://connect.getseam.com/',
  )
  expect(argumentsOf(command)).toEqual([
    '--include',
    '--request',
    'POST',
    'https://connect.getseam.com/client_sessions/create?a+b=c%27%26d%3D%24EVIL',
    '--header',
    'authorization: Bearer the-key',
    '--header',
    'content-type: application/json',
    '--header',
    'user-agent: seamwatch/0.1.0',
    '--header',
    'x-odd: $(id) "quoted" $SEAM_API_KEY',
    '--header',
    'x-mark: [secret 1]',
    '--data-raw',
    body,
  ])
})

for (const name of [
  'SEAM_API_KEY',
  'SEAM_CLIENT_SESSION_TOKEN',
  'SEAM_PUBLISHABLE_KEY',
  'SEAM_PERSONAL_ACCESS_TOKEN',
]) {
  test(`$${name} is in double quotes`, () => {
    const headers = [['seam-publishable-key', `$${name}`]] as const
    const command = curlFor({ ...request, headers }, 'http://localhost')
    expect(command).toContain(`--header "seam-publishable-key: $${name}"`)
  })
}
