/** Writes the matrix of many releases, for people and for programs. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { visibleJson } from '../../secrets/visible.ts'
import { writeWhole } from '../../secrets/write-file.ts'
import { renderGateMatrix } from '../html/gate-matrix-page.ts'
import type { MatrixPage } from '../html/gate-matrix-page.ts'
import { gateFolder } from '../write.ts'

export function writeMatrix(matrix: MatrixPage, reportsDir: string): void {
  const folder = join(reportsDir, gateFolder)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const { name, contract, startedAt, codes, releases } = matrix
  const json = { schemaVersion: 1, name, contract, startedAt, codes, releases }
  writeWhole(join(folder, 'matrix.html'), renderGateMatrix(matrix))
  writeWhole(join(folder, 'matrix.json'), `${visibleJson(json, 2)}\n`)
}
