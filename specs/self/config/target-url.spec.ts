import { expect, test } from '@playwright/test'
import { readSettings } from '../../../src/config/settings.ts'

for (const [target, words] of [
  [
    'localhost:3000',
    '"localhost:3000" has no scheme | write http://localhost:3000',
  ],
  ['127.0.0.1:80/api', 'has no scheme | write http://127.0.0.1:80/api'],
  ['[::1]:4010', 'has no scheme | write http://[::1]:4010'],
  ['staging.example.org', 'has no scheme | write https://staging.example.org'],
  ['staging:8443', 'has no scheme | write https://staging:8443'],
  ['ftp://127.0.0.1', 'expected a URL of https, but received one of ftp'],
  ['file:///etc/passwd', 'expected a URL of https, but received one of file'],
  ['http://127.0.0.1:0', 'has the port 0, where no server can listen'],
  ['http://127.0.0.1:70000', 'has a port that does not exist'],
  ['https://bob:hunter2@x.org:70000', '"https://***@x.org:70000" has a port'],
  ['http://127.0.0.1:9/a?b=c', 'a query or a fragment'],
  ['http://127.0.0.1:9/#c', 'a query or a fragment'],
  [
    'https://münchen.example',
    '"xn--mnchen-3ya.example" is not an allowed host',
  ],
  ['https://host name', 'is not a target'],
] as const) {
  test(`the target ${target} is refused before anything is sent`, () => {
    expect(messageFor(target)).toContain(words)
  })
}

for (const [target, endpoint] of [
  ['http://[::1]:4010', 'http://[::1]:4010'],
  ['HTTP://LOCALHOST:4010/', 'http://localhost:4010'],
  ['http://127.0.0.1:4010/api/v1/', 'http://127.0.0.1:4010/api/v1'],
  ['production', 'https://connect.getseam.com'],
] as const) {
  test(`the target ${target} is used`, () => {
    const { choice } = readSettings({}, { target })
    expect(choice).toMatchObject({ target: { endpoint } })
  })
}

function messageFor(target: string): string {
  try {
    readSettings({}, { target })
  } catch (error) {
    const { problems } = Object(error)
    return problems
      .map(({ fact, hint }: Record<string, string>) => `${fact} | ${hint}`)
      .join()
  }
  throw new Error('it was used')
}
