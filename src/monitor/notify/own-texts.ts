/** Titles and hints of the notices that a monitor sends about itself. */
import type { Notice, NoticeKind } from '../../model/monitor.ts'
import { testKey } from '../notice.ts'

type Texts = { readonly title: string; readonly hint: string }

const texts: Partial<Record<NoticeKind, Texts>> = {
  missed: {
    title: 'A run did not take place, or did not end',
    hint: 'Look into the log of the scheduler and of the run. What happened in between was not judged.',
  },
  damaged: {
    title: 'The store of the monitor was damaged, and was repaired',
    hint: 'A copy of what could not be read lies beside it. Check the disk, and what else writes there.',
  },
  undelivered: {
    title: 'A channel takes no notices',
    hint: 'Check its URL and its key in the policy, and its service. Its notices wait, for 14 days at most.',
  },
}

const test: Texts = {
  title: 'A test of this channel: nothing is wrong',
  hint: 'Nothing is to be done.',
}

const unknown: Texts = { title: 'About the monitor itself', hint: '' }

export function ownTexts({ kind, key }: Pick<Notice, 'kind' | 'key'>): Texts {
  return key === testKey ? test : (texts[kind] ?? unknown)
}
