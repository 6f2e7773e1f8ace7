/** The seed: the credentials and resources that a sandbox starts with. */
import { randomBytes, randomUUID } from 'node:crypto'

/** `second…` is of the same workspace, `foreign…` of the other one. */
export type Seed = {
  readonly apiKey: string
  readonly foreignApiKey: string
  /** Valid for `workspaceId` only. */
  readonly personalAccessToken: string
  readonly publishableKey: string
  /** Valid for `workspaceId` only. */
  readonly consoleSessionToken: string
  readonly workspaceId: string
  readonly foreignWorkspaceId: string
  readonly connectWebviewId: string
  readonly secondConnectWebviewId: string
  readonly foreignConnectWebviewId: string
  /** Has two devices. */
  readonly connectedAccountId: string
  /** Has one device. */
  readonly secondConnectedAccountId: string
  /** Has three devices. */
  readonly foreignConnectedAccountId: string
  readonly userIdentityId: string
  readonly secondUserIdentityId: string
  readonly foreignUserIdentityId: string
}

/** What a workspace owns that a client session can be given access to. */
export type Workspace = {
  readonly id: string
  /** Number of devices by connected account id. */
  readonly connectedAccounts: ReadonlyMap<string, number>
  readonly connectWebviews: ReadonlySet<string>
  readonly userIdentities: ReadonlySet<string>
}

/** Credentials are new at each start; only the ids of resources are fixed. */
export function createSeed(given: Partial<Seed> = {}): Seed {
  return {
    apiKey: mintSecret('seam_test'),
    foreignApiKey: mintSecret('seam_test'),
    personalAccessToken: mintSecret('seam_at'),
    publishableKey: mintSecret('seam_pk'),
    consoleSessionToken: mintConsoleSessionToken(),
    workspaceId: '5b1d4e0e-2f3c-4a57-9d55-1c0a7f1e0001',
    foreignWorkspaceId: '5b1d4e0e-2f3c-4a57-9d55-1c0a7f1e0002',
    connectWebviewId: '9c7a2b64-83d1-4f0e-8a16-6e2d5b3f0001',
    secondConnectWebviewId: '9c7a2b64-83d1-4f0e-8a16-6e2d5b3f0002',
    foreignConnectWebviewId: '9c7a2b64-83d1-4f0e-8a16-6e2d5b3f0003',
    connectedAccountId: 'e2f0a9c3-5d48-4b7c-b1e9-0f8d7c6a0001',
    secondConnectedAccountId: 'e2f0a9c3-5d48-4b7c-b1e9-0f8d7c6a0002',
    foreignConnectedAccountId: 'e2f0a9c3-5d48-4b7c-b1e9-0f8d7c6a0003',
    userIdentityId: '1f6b8d27-c94e-4e3a-a7d2-4b9e3a5c0001',
    secondUserIdentityId: '1f6b8d27-c94e-4e3a-a7d2-4b9e3a5c0002',
    foreignUserIdentityId: '1f6b8d27-c94e-4e3a-a7d2-4b9e3a5c0003',
    ...given,
  }
}

export function workspacesOf(seed: Seed): ReadonlyMap<string, Workspace> {
  const own: Workspace = {
    id: seed.workspaceId,
    connectedAccounts: new Map([
      [seed.connectedAccountId, 2],
      [seed.secondConnectedAccountId, 1],
    ]),
    connectWebviews: new Set([
      seed.connectWebviewId,
      seed.secondConnectWebviewId,
    ]),
    userIdentities: new Set([seed.userIdentityId, seed.secondUserIdentityId]),
  }
  const foreign: Workspace = {
    id: seed.foreignWorkspaceId,
    connectedAccounts: new Map([[seed.foreignConnectedAccountId, 3]]),
    connectWebviews: new Set([seed.foreignConnectWebviewId]),
    userIdentities: new Set([seed.foreignUserIdentityId]),
  }
  return new Map([own, foreign].map((workspace) => [workspace.id, workspace]))
}

export function mintSecret(prefix: string): string {
  const digits = randomBytes(26).toString('hex')
  return `${prefix}${digits.slice(0, 12)}_${digits.slice(12)}`
}

/** In the form of a JWT; it is compared as a whole and never decoded. */
function mintConsoleSessionToken(): string {
  const parts = [{ alg: 'HS256', typ: 'JWT' }, { user_id: randomUUID() }]
  const encoded = parts.map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  )
  return [...encoded, randomBytes(32).toString('base64url')].join('.')
}
