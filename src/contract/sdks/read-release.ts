/** Reads an unpacked release of an SDK as text. Nothing of it is executed. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { objectOr } from '../../model/json.ts'
import type { JsonObject } from '../../model/contract.ts'
import { unreadable } from '../unreadable.ts'
import type { SdkCall, SdkPackage, SdkRelease } from './release.ts'

/** @param root its folder, with `package.json`. */
export function readRelease(root: string, name: SdkPackage): SdkRelease {
  const manifest = readManifest(root)
  const version = String(manifest['version'])
  const head = { package: name, version }
  if (name === 'seam') {
    const http = objectOr(manifest['dependencies'])['@seamapi/http']
    return { ...head, http: String(http) }
  }
  const files = textsBelow(join(root, 'lib'))
  const routes = files.find(
    ({ file, text }) =>
      file.endsWith('client-sessions.js') &&
      text.includes("'/client_sessions/"),
  )
  if (!routes)
    throw unreadable({
      fact: `${name}@${version} has no module for client sessions`,
      hint: 'Give another release.',
    })
  const types = files.find(
    ({ file }) => file === routes.file.replace(/\.js$/, '.d.ts'),
  )
  const resource = files.find(({ file }) =>
    file.endsWith('resources/client-session.d.ts'),
  )
  const calls = callsIn(routes.text, types?.text ?? '')
  if (calls.length === 0)
    throw unreadable({
      fact: `${name}@${version} writes its requests in a form that is not known`,
      hint: 'Give another release.',
    })
  const token = /const \{ (\w+) \} = await clientSessions\.getOrCreate/
  const [, read] = token.exec(routes.text) ?? []
  return {
    ...head,
    ...typesOf(manifest),
    calls,
    ...(resource && { declares: propertiesIn(resource.text, 'ClientSession') }),
    ...(read !== undefined && { reads: [read] }),
  }
}

function readManifest(root: string): JsonObject {
  const value: unknown = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  )
  return objectOr(value as JsonObject) // as: read from JSON
}

/** The floor of a range such as `^1.58.0`. */
function typesOf(
  manifest: JsonObject,
): Pick<SdkRelease, 'types' | 'usesInstalledTypes'> {
  const name = '@seamapi/types'
  const [installed] = ['dependencies', 'peerDependencies'].flatMap(
    (key) => objectOr(manifest[key])[name] ?? [],
  )
  const range = installed ?? objectOr(manifest['devDependencies'])[name]
  const [types] = /\d[\w.-]*/.exec(String(range ?? '')) ?? []
  if (types === undefined) return {}
  return { types, usesInstalledTypes: installed !== undefined }
}

type Text = { readonly file: string; readonly text: string }

/** The routes of client sessions, and the types of a session. */
function textsBelow(folder: string): readonly Text[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter(
      (file) =>
        /(?:^|\/)client-sessions?\.(?:js|d\.ts)$/.test(file) &&
        !/(?:bridge|instant-key)/.test(file),
    )
    .toSorted()
    .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }))
}

/** Each request is an object with its path, up to the next one. */
function callsIn(text: string, types: string): readonly SdkCall[] {
  const parts = text
    .split(/(?:url|path|pathname): '(?=\/client_sessions\/)/)
    .slice(1)
  const calls = parts.map((part): SdkCall => {
    const [path = ''] = /^[\w/]+/.exec(part) ?? []
    const [, method = 'post'] = /method: '(\w+)'/.exec(part) ?? []
    const [, key] = /(?:responseKey: '|return data\.)(\w+)/.exec(part) ?? []
    const names = propertiesIn(types, `${typeNameOf(path)}Parameters`)
    return {
      operation: `${method.toUpperCase()} ${path}`,
      parametersIn: /\bparams[:,]/.test(part) ? 'query' : 'body',
      responseKey: key ?? null,
      ...(names.length > 0 && { parameters: names }),
    }
  })
  return calls.toSorted((a, b) => (a.operation < b.operation ? -1 : 1))
}

/** `ClientSessionsGetOrCreate` of `/client_sessions/get_or_create`. */
function typeNameOf(path: string): string {
  return path
    .split(/[/_]/)
    .map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`)
    .join('')
}

/** Of a type that is written as one object, four spaces deep, perhaps inside
 * another type: `RequireAtLeastOne<{ … }>`. */
function propertiesIn(text: string, name: string): readonly string[] {
  const [, rest = ''] = text.split(
    new RegExp(`export type ${name} = (?:\\w+<)?\\{\n`),
  )
  const [body = ''] = rest.split('\n}')
  return [...body.matchAll(/^ {4}(\w+)\??: /gm)]
    .map(([, key = '']) => key)
    .toSorted()
}
