/** A toy: a further report file is one object in one file. */
import type { ReportFile } from '../../../src/report/write.ts'

export const toyReport: ReportFile = {
  name: 'toy.txt',
  what: 'How the run ended, in one word.',
  stays: 'until the next run',
  render: ({ status }) => `${status}\n`,
}
