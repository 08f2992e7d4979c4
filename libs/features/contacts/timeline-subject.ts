/** What a part of a contact's story is about; `other` is every event that none of the rest takes. */
export const TIMELINE_SUBJECTS = [
  'notes',
  'mail',
  'forms',
  'orders',
  'profile',
  'sequences',
  'other',
] as const;
export type TimelineSubject = (typeof TIMELINE_SUBJECTS)[number];

/** Events by what stands before the point of their name. */
const EVENTS_OF: Record<Exclude<TimelineSubject, 'notes' | 'other'>, readonly string[]> = {
  mail: ['email'],
  forms: ['form', 'survey', 'asset'],
  orders: ['order'],
  profile: ['contact', 'segment', 'topic', 'subscription', 'consent'],
  sequences: ['sequence'],
};

/** Which rows of the story a subject takes. */
export interface TimelineChoice {
  notes: boolean;
  deliveries: boolean;
  /** Those whose names begin so, or with `butNot` all others. */
  events: 'none' | 'all' | { first: readonly string[]; butNot: boolean };
}

export function choiceOf(subject: TimelineSubject | undefined): TimelineChoice {
  if (subject === undefined) return { notes: true, deliveries: true, events: 'all' };
  if (subject === 'notes') return { notes: true, deliveries: false, events: 'none' };
  const first = subject === 'other' ? Object.values(EVENTS_OF).flat() : EVENTS_OF[subject];
  return { notes: false, deliveries: subject === 'mail', events: { first, butNot: subject === 'other' } };
}
