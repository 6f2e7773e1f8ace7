/** The status of a monitor as the terminal shows it. */
import type { MonitorStatus, OpenCause } from '../../monitor/status.ts'

export function statusLines(status: MonitorStatus): readonly string[] {
  const { target, lastJudged, open, accepted, undelivered, why } = status
  return [
    ...section('OPEN', open.map(openLines)),
    ...section('ACCEPTED', accepted.map(acceptedLines)),
    ...section(
      'UNDELIVERED',
      undelivered.map(({ channel, notices, message }) => [
        `${channel}: ${notices}${message === '' ? '' : `; ${message}`}`,
      ]),
    ),
    `target       ${target}`,
    `last judged  ${lastJudged ?? 'never'}`,
    ...(status.isRunning
      ? [`started      ${status.lastStart}, not ended`]
      : []),
    '',
    why,
  ]
}

function openLines(cause: OpenCause): readonly string[] {
  const { key, title, owner, since, runs, phase, lastLooked, lastSeen } = cause
  const isLooked = lastLooked === lastSeen
  return [
    `${cause.class}: ${title}${phase === 'flapping' ? ' (comes and goes)' : ''}`,
    `  ${key}`,
    `  since ${since}, seen in ${runs.seen} of ${runs.looked} runs${owner === '' ? '' : `, owner ${owner}`}`,
    ...(isLooked ? [] : [`  last looked for ${lastLooked}`]),
  ]
}

function acceptedLines({ key, title, owner, expires }: OpenCause) {
  return [`${title}, until ${expires}, owner ${owner}`, `  ${key}`]
}

function section(
  title: string,
  items: readonly (readonly string[])[],
): readonly string[] {
  if (items.length === 0) return []
  const lines = items.flatMap((item) => item.map((line) => `  ${line}`))
  return [`${title} (${items.length})`, ...lines, '']
}
