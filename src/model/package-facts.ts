/** Package facts: what can be seen of an installed release without a call. */

/** How one entry loads in one way. */
export type Loaded = {
  /** Why it does not load, one line. */
  readonly error?: string
  readonly exports: readonly string[]
}

export type PackageFacts = {
  readonly name: string
  readonly version: string
  /** By the entry (`.`, `./connect`), then by the way: `import`, `require`. */
  readonly entries: Readonly<Record<string, Readonly<Record<string, Loaded>>>>
  /** `engines.node`; absent if it names none. */
  readonly engine?: string
  /** Names of `dependencies`. */
  readonly dependencies: readonly string[]
  /** What npm runs when a caller installs it. */
  readonly installScripts: readonly string[]
  /** A file that is not there, and what names it. */
  readonly missing: readonly InFile[]
  /** A package that is imported and not declared, and the file. */
  readonly undeclared: readonly InFile[]
  /** A kind of secret, and the file that holds one. */
  readonly secrets: readonly InFile[]
  /** Of all that an install brings, without optional packages. */
  readonly installedBytes: number
}

export type InFile = {
  readonly what: string
  /** Relative to the package. */
  readonly file: string
}
