/** How each result of the matrix looks: a word, a tone, and what it means. */
import type { MatrixCell } from '../../model/verdict.ts'

type Result = MatrixCell['result']

type Looks = {
  readonly word: string
  readonly tone: 'good' | 'bad' | 'odd' | 'none'
  readonly meaning: string
}

export const looks: Readonly<Record<Result, Looks>> = {
  'let-in': {
    word: 'LET IN',
    tone: 'bad',
    meaning: 'it had to be refused, and the door opened',
  },
  'turned-away': {
    word: 'turned away',
    tone: 'bad',
    meaning: 'it had to be accepted, and was not',
  },
  'wrong-refusal': {
    word: 'refused oddly',
    tone: 'odd',
    meaning: 'it was refused, not as the contract says',
  },
  'no-answer': {
    word: 'no answer',
    tone: 'odd',
    meaning: 'an outage: it could not be judged',
  },
  refused: { word: 'refused', tone: 'good', meaning: 'as it must be' },
  'shows-nothing': {
    word: 'shows nothing',
    tone: 'good',
    meaning: 'it was answered, without what it must not see',
  },
  accepted: { word: 'accepted', tone: 'good', meaning: 'as it must be' },
  'not-judged': {
    word: 'not judged',
    tone: 'none',
    meaning: 'its credential is not configured, or its ground was not there',
  },
  'not-run': { word: 'not run', tone: 'none', meaning: 'nobody asked for it' },
  'left-out': {
    word: '–',
    tone: 'none',
    meaning: 'the question makes no sense here, or another cell asks it',
  },
}
