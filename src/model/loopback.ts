/** Loopback: the names by which a URL means this machine. */

/** @param hostname as `URL` gives it: `[::1]` in brackets. */
export function isLoopback(hostname: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname)
}
