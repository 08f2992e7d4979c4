import type { paths } from '../api/schema.gen';

export type TimelineSubject = NonNullable<
  NonNullable<paths['/api/v1/contacts/{id}/timeline']['get']['parameters']['query']>['subject']
>;

/** What a contact's story can be narrowed to. */
export const TIMELINE_SUBJECTS: readonly TimelineSubject[] = [
  'mail',
  'forms',
  'orders',
  'sequences',
  'profile',
  'notes',
  'other',
];

/** Of a contact's page; what the address says that is none of them is ignored. */
export interface ContactPageSearch {
  story?: TimelineSubject;
}

export function readContactPageSearch({ story }: Record<string, unknown>): ContactPageSearch {
  const subject = TIMELINE_SUBJECTS.find((one) => one === story);
  return subject ? { story: subject } : {};
}
