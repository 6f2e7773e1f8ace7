/** Hostile scenario files: each is an error with a place, and none takes
 * long. */
import { expect, test } from '@playwright/test'
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { renderProblem } from '../../../src/model/problem.ts'
import { checkScenarios } from '../../../src/scenario/check.ts'
import { loadScenarios } from '../../../src/scenario/load.ts'
import { contract } from '../kit.ts'
import { hostileFiles } from '../hostile/files.ts'

for (const { file, error, make } of hostileFiles) {
  test(`${file}: ${error}`, () => {
    const root = test.info().outputPath('project')
    rmSync(root, { recursive: true, force: true })
    const path = join(root, 'scenarios/a.yaml')
    mkdirSync(join(root, 'scenarios'), { recursive: true })
    const made = make()
    if (made === 'folder') mkdirSync(path)
    else if (made === 'link') symlinkSync('/etc/hostname', path)
    else writeFileSync(path, made)
    const before = process.cpuUsage()
    const { documents, problems } = loadScenarios({ root })
    const checked = checkScenarios(documents, contract)
    // CPU time, so that the test does not fail on a busy machine.
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(10_000)
    expect(checked.scenarios).toEqual([])
    const [first] = [...problems, ...checked.problems].map(renderProblem)
    expect(first?.split('\n')[0]).toBe(error)
    expect(Object.keys(Object.prototype)).toEqual([])
  })
}
