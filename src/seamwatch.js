#!/usr/bin/env node
// The command's first step: lets Node read TypeScript, then hands over.
import { register } from 'tsx/esm/api'

register()
await import('./cli.ts')
