/** Days in UTC, as files and reports write them: `2026-11-26`. */

export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}

export function dayAfter(day: string, days: number): string {
  return dayOf(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000)
}
