/** The secrets of the environment, by the names of their variables. */

/** Keys and tokens, as the SDKs and this suite call them. */
const secretName =
  /^SEAM(?:WATCH)?_(?:\w*_)?(?:API_KEY|PUBLISHABLE_KEY|TOKEN|SECRET|PASSWORD)$/

/** Names and values. */
export function secretsIn(
  env: Readonly<Record<string, string | undefined>>,
): readonly (readonly [name: string, value: string])[] {
  return Object.entries(env).flatMap(([name, value]) =>
    value && secretName.test(name) ? [[name, value] as const] : [],
  )
}
