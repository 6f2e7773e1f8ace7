/** Members: what the comparisons of requests and replies say of each one. */
import type { Event, MemberKind } from '../schemas/delta.ts'

export function requirementOf(
  old: { readonly isRequired: boolean },
  fresh: { readonly isRequired: boolean },
): readonly Event[] {
  if (old.isRequired === fresh.isRequired) return []
  return [fresh.isRequired ? 'became-required' : 'became-optional']
}

export function bare(of: MemberKind, event: Event, name: string) {
  return { kind: 'member', of, event, name, isClosed: false } as const
}
