/** The environment of a command, with its options in place of variables. */
import type { Environment } from '../config/environment.ts'
import { environmentWith } from '../config/read-option.ts'
import type { Given } from '../config/read-option.ts'

export function environmentOf(given: Given): Environment {
  return environmentWith({ env: process.env, given })
}
