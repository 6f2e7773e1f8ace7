/** This process's environment without any variable of ours, or of Playwright. */
export function bareEnvironment(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(
    ([name]) => !/^(?:SEAM|TEST_|PLAYWRIGHT|FORCE_COLOR)/.test(name),
  )
  return Object.fromEntries(entries)
}
