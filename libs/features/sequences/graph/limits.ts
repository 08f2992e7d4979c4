/** What a graph may say and how much of it, in one place: the parser refuses the rest, and the published schema says the same. */

export const DURATION_UNITS = ['minute', 'hour', 'day', 'week', 'month'] as const;
export type DurationUnit = (typeof DURATION_UNITS)[number];

/** About two years each: longer waits are dates, and belong into a trigger on a date field. */
export const MOST_OF_UNIT: Readonly<Record<DurationUnit, number>> = {
  minute: 1_051_200,
  hour: 17_520,
  day: 730,
  week: 104,
  month: 24,
};

export const CAP_RULES = ['skip', 'defer', 'ignore'] as const;
export type CapRule = (typeof CAP_RULES)[number];

export const REENTRY_RULES = ['once', 'always', 'after'] as const;
export const FORM_MOMENTS = ['submitted', 'confirmed'] as const;
export const SEGMENT_MOVES = ['entered', 'left'] as const;
export const TAG_DEEDS = ['add', 'remove'] as const;

export const STEP_KINDS = [
  'email',
  'wait',
  'waitUntil',
  'branch',
  'split',
  'update',
  'tag',
  'topic',
  'webhook',
  'notify',
  'enroll',
  'end',
] as const;
export type StepKind = (typeof STEP_KINDS)[number];

export const MAX_STEPS = 200;
export const MAX_TRIGGERS = 10;
export const MAX_EXITS = 10;
export const MAX_CASES = 10;
export const MAX_PARTS = 10;
export const MAX_NOTIFIED = 10;
/** Characters of a whole graph as JSON. */
export const MAX_GRAPH_LENGTH = 512 * 1024;
/** Characters of the name of a step, a tag or a field. */
export const MAX_NAME = 100;
/** Characters of a subject line; as for templates. */
export const MAX_SUBJECT = 200;
/** Characters of a notification, of an address and of a URL. */
export const MAX_TEXT = 5000;
export const MAX_ADDRESS = 254;
export const MAX_URL = 2000;
export const MAX_OFFSET_DAYS = 365;
export const MAX_OFFSET_MINUTES = 527_040;
export const MAX_REENTRY_DAYS = 3650;

export const STEP_ID = /^[a-z0-9-]{1,40}$/;
export const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;
/** `HH:mm`, 00:00–23:59. */
export const TIME_OF_DAY = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
/** The end of a window may also be `24:00`. */
export const WINDOW_END = /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/;
export const ADDRESS = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/;
