/** How the page of the matrix shows each result: a word, a tone, a meaning. */
import type { MatrixCell } from '../../model/matrix.ts'

type Result = MatrixCell['result']

type Looks = {
  readonly word: string
  readonly tone: 'good' | 'bad' | 'odd' | 'none'
  readonly meaning: string
}

export const looks: Readonly<Record<Result, Looks>> = {
  bypass: {
    word: 'BYPASS',
    tone: 'bad',
    meaning: 'accepted, and the API must reject it',
  },
  regression: {
    word: 'REGRESSION',
    tone: 'bad',
    meaning: 'rejected, and the API must accept it',
  },
  inferred: {
    word: 'inferred',
    tone: 'none',
    meaning: 'rejected; that the API must accept it is only inferred',
  },
  'wrong-rejection': {
    word: 'wrong error',
    tone: 'odd',
    meaning: 'rejected, but not as the contract says',
  },
  'no-response': {
    word: 'no response',
    tone: 'odd',
    meaning: 'an outage: it could not be judged',
  },
  rejected: { word: 'rejected', tone: 'good', meaning: 'as required' },
  'shows-nothing': {
    word: 'shows nothing',
    tone: 'good',
    meaning: 'accepted, and the response shows nothing that is not its own',
  },
  accepted: { word: 'accepted', tone: 'good', meaning: 'as required' },
  'not-judged': {
    word: 'not judged',
    tone: 'none',
    meaning: 'its credential is not configured, or its setup failed',
  },
  'not-run': {
    word: 'not run',
    tone: 'none',
    meaning: 'this run did not include it',
  },
  'left-out': {
    word: '–',
    tone: 'none',
    meaning: 'it makes no sense here, or another cell covers it',
  },
}
