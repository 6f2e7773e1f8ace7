import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { Ajv } from 'ajv'
import { ownSchema } from '../../../src/scenario/check/own-schema.ts'

const schemas = readdirSync('schemas').filter((name) =>
  /\.schema\.json$|^error-body\.json$/.test(name),
)

test('every schema of ours is a valid JSON Schema: no command checks that', () => {
  expect(schemas).toContain('scenario.schema.json')
  const wrong = schemas.filter((name) => !new Ajv().validateSchema(read(name)))
  expect(wrong).toEqual([])
})

test('a schema of ours is compiled when it is first needed, and once', () => {
  const broken = ownSchema({ type: 'no type' })
  expect(broken).toThrow('type must be JSONType or JSONType[]: no type')
  const list = ownSchema({ type: 'array' })
  expect(list()).toBe(list())
})

function read(name: string) {
  return JSON.parse(readFileSync(join('schemas', name), 'utf8'))
}
