/**
 * Values at the edges of what rules compare, for random trees and random contacts. Both draw from the same lists, so
 * that a random question often meets its answer.
 */

/** Half-hour and quarter-hour zones, both sides of the date line, and changes of the clock at and over midnight. */
export const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/Sao_Paulo',
  'Africa/Cairo',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'America/Havana',
  'Atlantic/Azores',
];

/** Around changes of the clock, ends of months, leap days, and midnight in one zone or another. */
export const INSTANTS = [
  '2026-03-29T00:30:00Z',
  '2026-03-29T01:00:00Z',
  '2026-10-25T00:30:00Z',
  '2026-10-25T01:00:00Z',
  '2024-02-29T12:00:00Z',
  '2025-02-28T23:30:00Z',
  '2025-03-01T00:00:00Z',
  '2026-12-31T23:59:59.999Z',
  '2026-04-23T22:00:00Z',
  '2018-11-04T03:00:00Z',
  '2026-11-18T11:00:00Z',
];

export const DAYS = [
  '2026-03-29',
  '2026-10-25',
  '2024-02-29',
  '2025-02-28',
  '2025-03-01',
  '1990-02-28',
  '1991-12-31',
  '2000-01-01',
  '2026-04-24',
  '2018-11-04',
  '2026-11-18',
];

/** Case and accents in several scripts, what folds to the same and what nearly does, and what SQL would mind. */
export const TEXTS = [
  'Porto',
  ' PÓRTO ',
  'Po\u0301rto',
  'straße',
  'STRASSE',
  'STRAẞE',
  'İstanbul',
  'istanbul',
  'ISTANBUL',
  'ısparta',
  'Σίσυφος',
  'ΣΊΣΥΦΟΣ',
  'o',
  'pt',
  'DE',
  'ß',
  'ÐE',
  '%',
  '_',
  '\\',
  "'; DROP TABLE contacts; --",
  'ﬁn',
  'FIN',
  'Ⅷ',
  '\u00a0x\u00a0',
  '\t x\r\n',
  '\u200b',
  '한국',
  '\u1112\u1161\u11ab\u1100\u116e\u11a8',
  'Đa\u0323\u0306k',
  '$1',
  '日本',
  '👩‍👩‍👧',
  '0',
  '1.0',
  'true',
  'null',
  '[]',
];

/** Ties, halves and tenths that binary fractions miss, and both ends of what a number may be. */
export const NUMBERS = [-1, -0.1, 0, 0.1, 0.2, 0.3, 0.5, 1, 2, 3, 10, 100, 1e15, -1e15, 5e-324, 1e-7];
/** Only as values of contacts and events: too large to be asked for. */
export const HUGE_NUMBERS = [1.7976931348623157e308, -1.7976931348623157e308, 9007199254740992, 1e21];

export const CHOICES = ['tea', 'coffee', 'Maté'];
export const TAGS = ['VIP', 'Élite', 'Zoë'];
/** Degrees: poles, the date line from both sides, antipodes of each other, and ordinary places. */
export const PLACES = [
  { lat: 38.72, lon: -9.14 },
  { lat: 90, lon: 0 },
  { lat: -90, lon: 77 },
  { lat: 0, lon: 180 },
  { lat: 0, lon: -180 },
  { lat: 0, lon: 0 },
  { lat: 10, lon: 179.99 },
  { lat: 10, lon: -179.99 },
];

/** Custom fields of the workspace that the random contacts live in, by key. */
export const CUSTOM_FIELDS = {
  note: 'text',
  score: 'number',
  keen: 'boolean',
  drink: 'choice',
  likes: 'multi-choice',
  day: 'date',
  moment: 'date-time',
} as const;

/** Those that rows of their own are kept of, and those that other rows state. */
export const STORED_EVENTS = ['order.placed', 'page.viewed', 'email.opened'];
export const EVENTS = [...STORED_EVENTS, 'contact.created', 'email.sent'];

/** Ids of campaigns that messages were sent for. */
export const CAMPAIGNS = ['0198c0de-0000-7000-8000-00000000000a', '0198c0de-0000-7000-8000-00000000000b'];

/** Of these choices somebody may have one who has no computed values at all. */
export const CHURN_RISKS = ['low', 'medium', 'high', 'not-enough-data'];
export const LIFECYCLE_STAGES = ['subscriber', 'lead', 'first-purchase', 'loyal'];
