/** What the archived contracts changed, each change once. */
import { readdirSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { loadContract } from '../../../src/contract/load.ts'
import { review } from '../../../src/review/review.ts'
import { linesOf } from './reviewed.ts'

/** A folder with all published versions, where there is one. */
const whole = process.env['SEAMWATCH_CONTRACT_HISTORY']

/** Old version → what the next archived one changed. */
const steps: Readonly<Record<string, readonly string[]>> = {
  '1.71.0': [
    'breaking caller auth-alternative-removed · access_token + seam_workspace, client_session_token, seam_client_session_token ×5',
    'compatible none auth-alternative-new · api_key, console_session, pat_with_workspace ×5',
    'compatible none request-parameter-new · user_identity_id ×1',
  ],
  '1.166.0': ['breaking caller request-narrowed null · expires_at ×4'],
  '1.194.0': [
    'risky reader sdk-result-lost · /client_sessions/grant_access ×2',
  ],
  '1.267.0': [
    'breaking caller auth-alternative-removed · console_session ×6',
    'breaking caller auth-demanded · security ×3',
    'breaking caller operation-removed · PUT /client_sessions/get_or_create ×1',
    'compatible none auth-alternative-new · console_session_with_workspace ×6',
    'compatible none reply-property-new · client_session.expires_at ×7',
  ],
  '1.321.0': [
    'breaking caller request-narrowed items · user_identity_ids ×5',
    'compatible none operation-new · DELETE /client_sessions/delete ×1',
    'compatible none operation-new · GET /client_sessions/get ×1',
    'compatible none operation-new · GET /client_sessions/list ×1',
    'compatible none parameter-deprecated · user_identity_ids ×5',
    'compatible none property-deprecated · client_session.user_identity_ids ×7',
    'compatible none reply-property-new · client_session.customer_id ×7',
    'compatible none reply-property-new · client_session.user_identity_id ×7',
    'compatible none request-parameter-new · customer_id ×2',
    'compatible none request-parameter-new · customer_key ×2',
    'compatible none request-parameter-new · user_identity_id ×5',
  ],
  '1.424.0': [
    'breaking caller request-narrowed format · client_session_id ×2',
    'breaking caller request-narrowed format · user_identity_id ×3',
    'breaking caller request-narrowed format · user_identity_ids[] ×3',
  ],
  '1.490.0': [
    'breaking reader reply-property-removed · client_session.customer_id ×9',
    'breaking caller request-narrowed length · customer_key ×2',
    'compatible none reply-property-new · client_session.customer_key ×9',
  ],
}

function versionsIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .map((file) => file.replace(/\.json$/, ''))
    .toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))
}

function linesBetween(old: string, fresh: string): readonly string[] {
  return linesOf(review({ old: loadContract(old), new: loadContract(fresh) }))
}

for (const [old, expected] of Object.entries(steps)) {
  test(`the contract that followed ${old} changed what is listed`, () => {
    const versions = versionsIn('schemas/archive')
    const next = versions[versions.indexOf(old) + 1]
    const fresh =
      next === undefined
        ? 'schemas/client-sessions.json'
        : `schemas/archive/${next}.json`
    expect(linesBetween(`schemas/archive/${old}.json`, fresh)).toEqual(expected)
  })
}

if (whole !== undefined)
  test('every published version: each change once, in less than half a second', () => {
    const versions = versionsIn(whole)
    linesBetween(`${whole}/1.305.0.json`, `${whole}/1.321.0.json`) // the start
    const found = versions.slice(1).map((version, index) => {
      const before = process.cpuUsage()
      const old = `${whole}/${versions[index]}.json`
      const lines = linesBetween(old, `${whole}/${version}.json`)
      return {
        version,
        lines,
        durationMs: process.cpuUsage(before).user / 1000,
      }
    })
    expect(found.length).toBe(45)
    const changed = found.filter(({ lines }) => lines.length > 0)
    expect(changed.map(({ version }) => version)).toEqual([
      '1.121.0',
      '1.166.0',
      '1.194.0',
      '1.267.0',
      '1.321.0',
      '1.424.0',
      '1.490.0',
      '1.622.0',
    ])
    expect(changed.flatMap(({ lines }) => lines)).toHaveLength(27)
    expect(Math.max(...found.map((one) => one.durationMs))).toBeLessThan(500)
  })
