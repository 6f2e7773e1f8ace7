/** Package version: what semantic versioning lets a release change. */

type Versioned = { readonly version: string }

/** Only a major release may break its callers. */
export function isMajor({ version }: Versioned, before: Versioned): boolean {
  return Number.parseInt(version, 10) > Number.parseInt(before.version, 10)
}
