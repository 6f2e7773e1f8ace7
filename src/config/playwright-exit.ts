/** Playwright's exit code: it ends with 1 for whatever fails, even where nothing
 * was judged. Its config imports this first, so that an error in another module
 * counts, too. */

type Wanted =
  | { readonly kind: 'before the tests' }
  /** Of tests that are no cases. */
  | { readonly kind: 'its own' }
  /** The verdict's; 2 until there is one. */
  | { readonly kind: 'of the cases'; readonly code: number }

let isWatched = false
let wanted: Wanted = { kind: 'before the tests' }

export function endWith(next: Wanted): void {
  wanted = next
}

/** @param code with which Playwright would end. */
export function exitCodeFor(code: number, end: Wanted): number {
  // Stopped by a signal.
  if (code > 1) return code
  switch (end.kind) {
    case 'its own':
      return code
    case 'before the tests':
      return code === 0 ? 0 : 2
    case 'of the cases':
      // Where all cases pass, one of the engine's own tests may have failed.
      return end.code === 0 ? code : end.code
    default:
      return end satisfies never
  }
}

/** Once, and not in a worker. */
export function watchExit(): void {
  if (isWatched || process.env.TEST_WORKER_INDEX !== undefined) return
  isWatched = true
  process.once('exit', (code) => {
    process.exitCode = exitCodeFor(code, wanted)
  })
}

watchExit()
