/** Codes of what a reply may hold. */
import { breaks, harmless, risks, type CodeTable } from './code.ts'

export const replyCodes = {
  'reply-property-removed': breaks('reader', [
    'A property of a response was removed',
    'Readers of it get nothing from now on.',
    'Keep it for one deprecated release, or announce the change to its readers.',
  ]),
  'reply-property-new': harmless(
    'A response has a new property',
    'Readers ignore what they do not know.',
  ),
  'reply-property-became-optional': breaks('reader', [
    'A property of a response became optional',
    'Readers that rely on it fail where it is absent.',
    'Keep sending it, or announce the change.',
  ]),
  'reply-property-became-required': harmless(
    'A property of a response became required',
    'Readers get it more often.',
  ),
  'reply-property-write-only': breaks('reader', [
    'A property of a response became write-only',
    'It does not arrive any more.',
    'Keep sending it for one deprecated release.',
  ]),
  'reply-widened': breaks('reader', [
    'A response may hold what it never held',
    'Readers that rely on the old rule fail or misread it.',
    'Keep the old rule, or announce the change.',
  ]),
  'reply-values-new': risks('reader', [
    'A response may hold a new value or variant',
    'Readers that handle each known one fail on another.',
    'Handle unknown values before the API sends them.',
  ]),
  'reply-narrowed': harmless(
    'A response holds less than it could',
    'Readers handle all of it today.',
  ),
  'reply-changed': breaks('reader', [
    'What a response holds has changed',
    'Neither rule contains the other: readers meet values that they do not expect.',
    'Add a new property in its place, or announce the change.',
  ]),
  'reply-tag-changed': breaks('reader', [
    'What chooses the variant of a response has changed',
    'Readers choose the wrong variant, or none.',
    'Keep the tags, or announce the change.',
  ]),
  'reply-body-undocumented': breaks('reader', [
    'The body of a response is not documented any more',
    'Nothing about it is promised.',
    'Document the body again.',
  ]),
  'reply-body-new': harmless(
    'The body of a response is now documented',
    'Readers know more than before.',
  ),
  'reply-status-removed': breaks('reader', [
    'A status of success was removed',
    'Callers that wait for it never get it.',
    'Keep the status, or announce the change.',
  ]),
  'reply-status-new': risks('reader', [
    'A new status of success',
    'Callers that compare with the old one take it for a failure.',
    'Accept every status from 200 to 299.',
  ]),
  'reply-status-narrowed': harmless(
    'A range of statuses of success became narrower',
    'Readers handle all of it today.',
  ),
  'reply-error-new': harmless(
    'A new status of failure',
    'Callers must be ready for any failure.',
  ),
  'reply-error-removed': harmless(
    'A status of failure was removed',
    'Callers must be ready for any failure.',
  ),
  'reply-header-removed': risks('reader', [
    'A header of a response was removed',
    'Readers of it get nothing; where it was required, they rely on it.',
    'Keep it for one deprecated release.',
  ]),
  'reply-header-became-optional': breaks('reader', [
    'A header of a response became optional',
    'Readers that rely on it fail where it is absent.',
    'Keep sending it.',
  ]),
  'reply-header-became-required': harmless(
    'A header of a response became required',
    'Readers get it more often.',
  ),
  'reply-header-new': harmless(
    'A response has a new header',
    'Readers ignore what they do not know.',
  ),
  'reply-content-type-removed': breaks('reader', [
    'A response does not have this content type any more',
    'Callers that ask for it get another one, or a failure.',
    'Keep it for one deprecated release.',
  ]),
  'reply-content-type-new': harmless(
    'A response may have another content type',
    'Callers choose by the header Accept.',
  ),
  'reply-content-type-narrowed': harmless(
    'A range of content types of a response became narrower',
    'Readers handle all of it today.',
  ),
  'property-deprecated': harmless(
    'A property is deprecated',
    'It is still sent; a later contract may remove it.',
  ),
} as const satisfies CodeTable
