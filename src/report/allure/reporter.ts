/** The Allure reporter: outcomes as Allure's statuses, labels and steps. */
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'

import type { FullConfig } from '@playwright/test'
import type {
  Suite,
  TestCase,
  TestResult,
  TestStep,
} from '@playwright/test/reporter'
import { AllureReporter } from 'allure-playwright'

import { allureFile } from '../own-files.ts'
import { quickWriter } from './quick-writer.ts'
import { enrichResult } from './result.ts'
import {
  caseAnnotation,
  outcomeName,
  outcomeOf,
  outcomeType,
} from '../playwright/envelope.ts'
import type { Envelope } from '../playwright/envelope.ts'

type AllureOptions = ConstructorParameters<typeof AllureReporter>[0]

/** Empties `resultsDir` first: Allure would take old results for retries. */
export default class SeamwatchAllure extends AllureReporter {
  readonly #envelopes: Map<string, Envelope>
  readonly #root: { path: string }
  readonly #writer: ReturnType<typeof quickWriter>

  constructor(options: AllureOptions) {
    const envelopes = new Map<string, Envelope>()
    const root = { path: '' }
    const { resultsDir = 'allure-results' } = options
    const writer = quickWriter(resultsDir)
    if (options.resultsDir !== undefined) removeResults(options.resultsDir)
    super({
      detail: false,
      suiteTitle: false,
      ...options,
      listeners: [
        ...(options.listeners ?? []),
        {
          beforeTestResultWrite: (result) =>
            enrichResult(result, {
              envelopes,
              root: root.path,
              write: writer.writeAttachment,
            }),
        },
      ],
    })
    this.#envelopes = envelopes
    this.#root = root
    this.#writer = writer
  }

  override onConfigure(config: FullConfig): void {
    super.onConfigure(config)
    const { configFile, rootDir } = config
    this.#root.path = `${configFile ? dirname(configFile) : rootDir}${sep}`
  }

  override onBegin(suite: Suite): void {
    super.onBegin(suite)
    const runtime: unknown = Reflect.get(this, 'allureRuntime')
    Object.assign(Object(Object(runtime).writer), this.#writer)
  }

  override onStepBegin(test: TestCase, result: TestResult, step: TestStep) {
    if (!isPrivate(step)) super.onStepBegin(test, result, step)
  }

  override onStepEnd(test: TestCase, result: TestResult, step: TestStep) {
    if (!isPrivate(step)) super.onStepEnd(test, result, step)
  }

  override async onTestEnd(test: TestCase, result: TestResult): Promise<void> {
    const key = test.annotations.find(({ type }) => type === caseAnnotation)
    if (key?.description !== undefined) {
      const envelope = outcomeOf(result)
      // A retry must not show the findings of an earlier attempt.
      if (envelope) this.#envelopes.set(key.description, envelope)
      else this.#envelopes.delete(key.description)
    }
    return super.onTestEnd(test, {
      ...result,
      attachments: result.attachments.filter(isForReaders),
    })
  }
}

/** Only Allure's own files: a setting names the folder. */
function removeResults(directory: string): void {
  if (!existsSync(directory)) return
  for (const name of readdirSync(directory)) {
    if (allureFile.test(name)) rmSync(join(directory, name))
  }
}

/** The private outcome is large. Playwright's context file holds the test's source
 * and every value. */
function isForReaders({
  name,
  contentType,
}: TestResult['attachments'][number]): boolean {
  return contentType !== outcomeType && name !== 'error-context'
}

function isPrivate({ category, title }: TestStep): boolean {
  return category === 'test.attach' && title.includes(outcomeName)
}
