/** Releases of Seam's SDKs: what each sends and reads. */

export const sdkPackages = ['@seamapi/http', 'seam'] as const
export type SdkPackage = (typeof sdkPackages)[number]

export type SdkCall = {
  /** `PUT /client_sessions/create` */
  readonly operation: string
  readonly parametersIn: 'body' | 'query'
  /** The property of the response that it returns; null where it returns
   * nothing. */
  readonly responseKey: string | null
  /** Names that its types declare; absent where `@seamapi/types` does. */
  readonly parameters?: readonly string[]
}

export type SdkRelease = {
  readonly package: SdkPackage
  readonly version: string
  /** Of `seam`: the release of `@seamapi/http` that sends its requests. */
  readonly http?: string
  /** The oldest `@seamapi/types` that it was made with. */
  readonly types?: string
  /** Whether its types come from the installed `@seamapi/types`. */
  readonly usesInstalledTypes?: boolean
  readonly calls?: readonly SdkCall[]
  /** Properties of a session that its own types declare. */
  readonly declares?: readonly string[]
  /** Properties of a session that it uses itself. */
  readonly reads?: readonly string[]
}

/** `schemas/sdk-releases.json` */
export type SdkTable = { readonly releases: readonly SdkRelease[] }
