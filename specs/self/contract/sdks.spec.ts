/** Releases of SDKs are read as text: each form that was published, and nothing
 * of them is executed. */
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test } from '@playwright/test'
import { pullSdks } from '../../../src/contract/sdks/pull-sdks.ts'
import type { SdkRelease } from '../../../src/contract/sdks/release.ts'

type Files = Readonly<Record<string, string>>

const poison = `throw new Error('it was executed')\n`

function manifest(more: object, version = '1.2.3'): string {
  return JSON.stringify({ version, main: 'index.js', ...more })
}

/** Puts files in place of what npm would install. */
function installing(files: Files) {
  return async (spec: string, directory: string): Promise<void> => {
    const name = spec.slice(0, spec.lastIndexOf('@'))
    const all = { 'index.js': poison, ...files }
    for (const [file, text] of Object.entries(all)) {
      const path = join(directory, 'node_modules', name, file)
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, text)
    }
  }
}

async function readOne(
  files: Files,
  spec = '@seamapi/http@1.2.3',
): Promise<SdkRelease | undefined> {
  const { table } = await pullSdks(
    [spec],
    { releases: [] },
    { install: installing(files) },
  )
  return table.releases[0]
}

function refusal(files: Files, spec?: string): Promise<string> {
  return readOne(files, spec).then(
    () => 'nothing was refused',
    (error: unknown) => String(error),
  )
}

test('the oldest form: a request in the method, types from @seamapi/types', async () => {
  const release = await readOne({
    'package.json': manifest({
      peerDependencies: { '@seamapi/types': '^1.58.0' },
    }),
    'lib/routes/client-sessions.js': `${poison}
      const { token } = await clientSessions.getOrCreate({});
      { url: '/client_sessions/create',
        method: 'post',
        data: body });
        return data.client_session; }
      { url: '/client_sessions/delete',
        method: 'post',
        data: body }); }`,
  })
  expect(release).toEqual({
    package: '@seamapi/http',
    version: '1.2.3',
    types: '1.58.0',
    usesInstalledTypes: true,
    calls: [
      {
        operation: 'POST /client_sessions/create',
        parametersIn: 'body',
        responseKey: 'client_session',
      },
      {
        operation: 'POST /client_sessions/delete',
        parametersIn: 'body',
        responseKey: null,
      },
    ],
    reads: ['token'],
  })
})

for (const word of ['path', 'pathname'])
  test(`a form with "${word}", and types of its own`, async () => {
    const release = await readOne({
      'package.json': manifest({
        devDependencies: { '@seamapi/types': '1.983.0' },
      }),
      'lib/routes/client-sessions/client-sessions.js': `${poison}
        { ${word}: '/client_sessions/get', method: 'GET', params: parameters,
          responseKey: 'client_session' }
        { ${word}: '/client_sessions/grant_access', method: 'PATCH',
          body: parameters, responseKey: undefined }`,
      'lib/routes/client-sessions/client-sessions.d.ts': `export type ClientSessionsGetParameters = {
    /** Prose: {@link x}. */
    user_identifier_key?: string | undefined;
    client_session_id?: string | undefined;
};
export type ClientSessionsGrantAccessParameters = RequireAtLeastOne<{
    client_session_id?: string | undefined;
}, 'client_session_id'>;`,
      'lib/resources/client-session.d.ts': `export type ClientSession = {
    token: string;
    inner: {
        deep: string;
    };
};`,
    })
    expect(release).toMatchObject({
      types: '1.983.0',
      usesInstalledTypes: false,
      calls: [
        {
          operation: 'GET /client_sessions/get',
          parametersIn: 'query',
          responseKey: 'client_session',
          parameters: ['client_session_id', 'user_identifier_key'],
        },
        {
          operation: 'PATCH /client_sessions/grant_access',
          parametersIn: 'body',
          responseKey: null,
          parameters: ['client_session_id'],
        },
      ],
      declares: ['inner', 'token'],
    })
  })

test('seam names the release of @seamapi/http that it uses', async () => {
  const dependencies = { '@seamapi/http': '2.32.0' }
  const files = { 'package.json': manifest({ dependencies }, '1.245.0') }
  expect(await readOne(files, 'seam@1.245.0')).toEqual({
    package: 'seam',
    version: '1.245.0',
    http: '2.32.0',
  })
})

test('a release that is read again replaces itself, in the order of versions', async () => {
  const route = `{ path: '/client_sessions/get', method: 'GET', params }`
  const releases = ['1.10.0', '1.9.0'].map((version) => ({
    package: '@seamapi/http' as const,
    version,
  }))
  const files = {
    'package.json': manifest({}, '1.9.0'),
    'lib/client-sessions.js': route,
  }
  const specs = ['@seamapi/http@1.9.0']
  const { table } = await pullSdks(
    specs,
    { releases },
    { install: installing(files) },
  )
  expect(table.releases.map(({ version }) => version)).toEqual([
    '1.9.0',
    '1.10.0',
  ])
  expect(table.releases[0]?.calls).toHaveLength(1)
})

/** As npm installs: one version is not there. */
async function installWithout110(
  spec: string,
  directory: string,
): Promise<void> {
  const version = spec.split('@').at(-1) ?? ''
  if (version === '1.10.0') throw new Error('npm error code E404')
  const files = {
    'package.json': manifest({}, version),
    'lib/client-sessions.js': `{ path: '/client_sessions/get', method: 'GET', params }`,
  }
  await installing(files)(spec, directory)
}

test('without names, a release that does not install is named, and the others are read', async () => {
  const releases = ['1.9.0', '1.10.0', '1.11.0'].map((version) => ({
    package: '@seamapi/http' as const,
    version,
  }))
  const reported: string[] = []
  const report = (error: Error) => reported.push(error.message)
  const pulled = await pullSdks(
    [],
    { releases },
    { install: installWithout110, report },
  )
  expect(pulled.missing).toEqual(['@seamapi/http@1.10.0'])
  expect(reported.join()).toContain(
    '"@seamapi/http@1.10.0" cannot be read: the registry has no such version',
  )
  expect(pulled.table.releases.map((one) => one.calls?.length)).toEqual([
    1,
    undefined,
    1,
  ])
  const specs = ['@seamapi/http@1.10.0']
  await expect(
    pullSdks(specs, { releases }, { install: installWithout110 }),
  ).rejects.toThrow('the registry has no such version')
})

test('what is no release, or has another form, is refused', async () => {
  expect(await refusal({}, 'left-pad@1.0.0')).toContain(
    '"left-pad@1.0.0" is not a release of @seamapi/http or seam',
  )
  expect(await refusal({}, '@seamapi/http')).toContain('is not a release')
  const head = { 'package.json': manifest({}) }
  expect(await refusal({ ...head, 'lib/a.js': '' })).toContain(
    'has no module for client sessions',
  )
  const odd = `const path = '/client_sessions/get'`
  expect(await refusal({ ...head, 'lib/client-sessions.js': odd })).toContain(
    'writes its requests in a form that is not known',
  )
})
