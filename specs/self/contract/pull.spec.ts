import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer, type RequestListener } from 'node:http'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { explainInstall } from '../../../src/contract/pull/package.ts'
import {
  pullContracts,
  writeContract,
  type Pull,
  type Pulled,
} from '../../../src/contract/pull/pull.ts'
import { listenOnLoopback } from '../../../src/transport/loopback.ts'

const document = {
  openapi: '3.0.0',
  info: { title: 'Seam Connect', version: '1.0.0' },
  paths: {
    '/client_sessions/get': {
      get: { responses: { 200: { description: 'Prose' } } },
    },
  },
}
const text = JSON.stringify(document)

async function fileWith(content: string, name = 'c.json'): Promise<string> {
  const file = test.info().outputPath(name)
  await writeFile(file, content)
  return file
}
async function pullContract(pull: Pull): Promise<Pulled> {
  const [pulled] = await pullContracts(pull)
  if (!pulled) throw new Error('nothing was pulled')
  return pulled
}
function refusal(pull: Pull): Promise<string> {
  return pullContract(pull).then(
    () => 'nothing was refused',
    (error: unknown) => String(error),
  )
}
async function withServer(
  listener: RequestListener,
  use: (url: string) => Promise<void>,
): Promise<void> {
  const { port, stop } = await listenOnLoopback(createServer(listener))
  try {
    await use(`http://127.0.0.1:${port}/openapi.json`)
  } finally {
    await stop()
  }
}

test('a file is cut and written; pulling twice gives the same bytes', async () => {
  const from = await fileWith(text)
  const pulled = await pullContract({ from })
  const target = test.info().outputPath('new', 'c.json')
  await writeContract({ ...pulled, file: target })
  const written = await readFile(target, 'utf8')
  expect(written).toBe((await pullContract({ from })).text)
  expect(written.endsWith('}\n')).toBe(true)
  expect(JSON.parse(written)).toMatchObject({ info: { 'x-source': from } })
})
test('a module gives its default export', async () => {
  const from = await fileWith(`export default ${text}`, 'c.mjs')
  expect((await pullContract({ from })).text).toContain('/client_sessions/get')
})
test('a package is installed, read, and named with its real version', async () => {
  const pulled = await pullContract({
    from: 'npm:@seamapi/types@latest',
    install: async (spec, directory) => {
      expect(spec).toBe('@seamapi/types@latest')
      const root = join(directory, 'node_modules/@seamapi/types')
      await mkdir(join(root, 'lib/seam/connect'), { recursive: true })
      const manifest = '{"type": "module", "version": "1.2.3"}'
      await writeFile(join(root, 'package.json'), manifest)
      const module = `export default ${text}`
      await writeFile(join(root, 'lib/seam/connect/openapi.js'), module)
    },
  })
  expect(pulled.source).toBe('@seamapi/types@1.2.3')
})
test('a URL is fetched', async () => {
  await withServer(
    (_, response) => response.end(text),
    async (from) => {
      expect((await pullContract({ from })).source).toBe(from)
    },
  )
})

test('a URL that answers 404 is an error', async () => {
  await withServer(
    (_, response) => response.writeHead(404).end(),
    async (from) => {
      expect(await refusal({ from })).toContain(`"${from}" answered 404`)
    },
  )
})
test('a URL that does not answer is an error', async () => {
  await withServer(
    () => {},
    async (from) => {
      expect(await refusal({ from, timeoutMs: 100 })).toContain(
        'did not answer within 0.1 s',
      )
    },
  )
})
test('a URL whose response never ends is an error', async () => {
  await withServer(
    (_, response) => response.end('x'.repeat(5000)),
    async (from) => {
      expect(await refusal({ from, limitBytes: 1000 })).toContain(
        'is larger than 1000 bytes',
      )
    },
  )
})
test('a missing file, invalid JSON and other documents are errors', async () => {
  expect(await refusal({ from: 'no/such.json' })).toContain('"no/such.json"')
  const broken = await fileWith('{')
  expect(await refusal({ from: broken })).toContain('is not JSON')
  const swagger = await fileWith('{"swagger": "2.0"}')
  expect(await refusal({ from: swagger })).toContain('"openapi" is missing')
})
test('each pin is cut from the one document, and named with its file', async () => {
  const from = await fileWith(text)
  const pulled = await pullContracts({
    from,
    pins: [
      { file: 'one.json', paths: ['/client_sessions'] },
      { file: 'two.json', paths: ['/client_sessions/get'] },
    ],
  })
  expect(pulled.map(({ file }) => file)).toEqual(['one.json', 'two.json'])
  expect(pulled[1]?.text).toBe(pulled[0]?.text)
})
test('a path that nothing is under is an error', async () => {
  const from = await fileWith(text)
  const pins = [
    { file: 'c.json', paths: ['/client_sessions', '/devices'] },
  ] as const
  expect(await refusal({ from, pins })).toContain(
    'it has nothing under "/devices", but /client_sessions',
  )
})
for (const from of [
  'npm:left-pad@1.0.0',
  'npm:@seamapi/types',
  'npm:@seamapi/types@1; x',
])
  test(`${from} is an error before anything is installed`, async () => {
    const said = await refusal({
      from,
      install: () => Promise.reject(new Error('installed')),
    })
    expect(said).toContain('is not a version of @seamapi/types')
  })
for (const [stderr, fact] of [
  ['npm error code ETARGET', 'the registry has no such version'],
  ['npm error code E404', 'the registry has no such version'],
  ['npm error code ENOTFOUND', 'the registry cannot be reached'],
  ['npm error code EAI_AGAIN', 'the registry cannot be reached'],
  ['npm error code EACCES', 'npm error code EACCES'],
] as const)
  test(`"${stderr}" means: ${fact}`, async () => {
    expect(explainInstall({ stderr, message: 'Command failed' }).fact).toBe(
      fact,
    )
    const from = 'npm:@seamapi/types@9.9.9'
    const error = Object.assign(new Error('Command failed'), { stderr })
    const said = await refusal({ from, install: () => Promise.reject(error) })
    expect(said).toContain(`"${from}" cannot be read: ${fact}`)
  })

for (const limit of ['9223372036854775807', '0.10000000000000000001', '1e400'])
  test(`${limit} is pulled as it is written`, async () => {
    const from = await fileWith(
      text.replace('"responses"', `"x-limit": ${limit}, "responses"`),
    )
    const pulled = await pullContract({ from })
    expect(pulled.text).toContain(`"x-limit": ${limit}`)
  })
test('a reference to another document is an error that says what to do', async () => {
  const from = await fileWith(
    text.replace('"description"', '"$ref":"other.json#/x","description"'),
  )
  const said = await refusal({ from })
  expect(said).toContain('$ref "other.json#/x" is outside the document')
  expect(said).toContain('→ put all that it refers to into one document')
})
