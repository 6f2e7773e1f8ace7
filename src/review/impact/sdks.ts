/** Releases of SDKs that send or read what a change is about. */
import type { SdkCall, SdkRelease } from '../../contract/sdks/release.ts'
import { groupBy } from '../../model/group-by.ts'
import type { Change } from '../roots.ts'

export type SdkHit = {
  readonly package: string
  readonly versions: string
  readonly how: string
}

/** Of the releases of the table; neighbours that are hit alike are one hit. */
export function sdkHits(
  change: Change,
  releases: readonly SdkRelease[],
): readonly SdkHit[] {
  if (change.level !== 'breaking' && change.level !== 'risky') return []
  const http = new Map(
    releases
      .filter((release) => release.http === undefined)
      .map((release) => [release.version, howOf(change, release)]),
  )
  const ways = releases.map((release): Way => {
    const { version, http: sender = version } = release
    return { release, way: http.get(sender) }
  })
  const groups = groupBy(ways, ({ release }) => release.package)
  return [...groups.values()].flatMap(runsOf)
}

type Way = { readonly release: SdkRelease; readonly way: string | undefined }

/** Runs of neighbours in the order of the table, oldest first. */
function runsOf(ways: readonly Way[]): readonly SdkHit[] {
  const hits: { -readonly [key in keyof SdkHit]: SdkHit[key] }[] = []
  let before: string | undefined
  let first = ''
  for (const { release, way } of ways) {
    const last = hits.at(-1)
    if (way !== undefined && way === before && last)
      last.versions = `${first} … ${release.version}`
    else if (way !== undefined) {
      first = release.version
      hits.push({ package: release.package, versions: first, how: way })
    }
    before = way
  }
  return hits
}

function howOf(change: Change, release: SdkRelease): string | undefined {
  const calls = release.calls ?? []
  const own = calls.filter(({ operation }) =>
    change.operations.includes(operation),
  )
  if (own.length === 0) return undefined
  if (change.side === 'reply') return howItReads(change, { release, own })
  if (change.side === 'request') return howItSends(change, own)
  if (change.code.startsWith('sdk-result-'))
    return own.some(({ responseKey }) => responseKey !== null)
      ? 'returns it'
      : undefined
  if (change.code === 'sdk-operation-hidden') return 'has it'
  return `sends ${own.length === 1 ? 'it' : `${own.length} of them`}`
}

function howItSends(
  { code, at }: Change,
  own: readonly SdkCall[],
): string | undefined {
  const isForAll = /-required|-became-required|-content-type/.test(code)
  if (isForAll) return 'sends it'
  const name = at.split(/[.[]/)[0] ?? at
  const isTyped = own.some(({ parameters }) => parameters !== undefined)
  if (!isTyped) return `sends ${name} if @seamapi/types has it`
  return own.some(({ parameters }) => parameters?.includes(name))
    ? `declares ${name}`
    : undefined
}

/** A property of the session, or something above it. */
function howItReads(
  { at }: Change,
  {
    release: { declares, reads },
    own,
  }: { readonly release: SdkRelease; readonly own: readonly SdkCall[] },
): string | undefined {
  const results = own.flatMap(({ responseKey }) => responseKey ?? [])
  const [, name] = /^client_sessions?(?:\[\])?\.(\w+)/.exec(at) ?? []
  if (name === undefined) {
    const head = at.split(/[.[]/)[0] ?? at
    return head === 'body' || results.includes(head) ? 'returns it' : undefined
  }
  if (reads?.includes(name)) return 'reads it'
  if (results.length === 0) return undefined
  if (declares) return declares.includes(name) ? 'declares it' : undefined
  return 'declares it if @seamapi/types does'
}
