export const SUBSCRIPTION_STATUSES = ['pending', 'subscribed', 'unsubscribed'] as const;
export type SubscriptionStatus = (typeof SUBSCRIPTION_STATUSES)[number];

export type ConsentAction =
  | 'requested'
  | 'subscribed'
  | 'confirmed'
  | 'unsubscribed'
  /** Implied consent ended by itself. */
  | 'expired'
  | 'tracking-granted'
  | 'tracking-withdrawn'
  | 'paused'
  | 'resumed'
  | 'frequency-chosen'
  | 'language-chosen'
  | 'export-requested'
  | 'erasure-requested';

/**
 * What a subscription rests on: words of the person, or something that a law takes for consent, such as a purchase or an
 * inquiry (CASL), which ends on a day.
 */
export const LEGAL_BASES = ['explicit', 'implied'] as const;
export type LegalBasis = (typeof LEGAL_BASES)[number];

/** How often somebody wants marketing mail: all there is, or at most one in a week or in four weeks. */
export const FREQUENCIES = ['all', 'weekly', 'monthly'] as const;
export type Frequency = (typeof FREQUENCIES)[number];

/** For how many weeks mail can be paused. */
export const PAUSE_WEEKS = [2, 4, 8, 12] as const;
export type PauseWeeks = (typeof PAUSE_WEEKS)[number];

export const SUPPRESSION_REASONS = [
  'hard-bounce',
  'complaint',
  'unsubscribed',
  'manual',
  'erased',
  'invalid-address',
] as const;
export type SuppressionReason = (typeof SUPPRESSION_REASONS)[number];

/** A suppression that the person caused: lifting it needs `force`, since only the person may take it back. */
export function isPersonsOwnChoice(reason: SuppressionReason): boolean {
  return reason === 'unsubscribed' || reason === 'complaint' || reason === 'erased';
}

/** How a change of consent came about. All of it is kept as evidence. */
export interface Evidence {
  /** How: `api`, `form`, `import`, `one-click`, `preference-page`, `list-unsubscribe`, … at most 60 characters. */
  method: string;
  /** When the person said so. Default: now. */
  occurredAt?: Date;
  ip?: string | null;
  userAgent?: string | null;
  /** The exact sentence the person agreed to. */
  consentText?: string | null;
  /** BCP 47 tag of `consentText`. */
  language?: string | null;
  details?: Record<string, unknown>;
}

export interface ConsentRecordRow {
  id: string;
  topicId: string | null;
  topicKey: string | null;
  action: ConsentAction;
  method: string;
  occurredAt: Date;
  recordedAt: Date;
  ip: string | null;
  userAgent: string | null;
  consentText: string | null;
  language: string | null;
  details: Record<string, unknown>;
}

/** One topic as one contact stands to it; `none` when it never came up. */
export interface TopicSubscription {
  topicId: string;
  topicKey: string;
  topicName: string;
  topicDescription: string;
  isPublic: boolean;
  status: SubscriptionStatus | 'none';
  /** Null when it never came up. */
  legalBasis: LegalBasis | null;
  /** When implied consent ends; null: never. From then on the status is `unsubscribed`. */
  expiresAt: Date | null;
  source: string | null;
  reason: string | null;
  changedAt: Date | null;
}

/** Everything a preference page shows. */
export interface Preferences {
  contactId: string;
  email: string;
  /** Null: never asked. */
  trackingConsent: boolean | null;
  isSuppressed: boolean;
  /** No marketing mail before; null: not paused. */
  pausedUntil: Date | null;
  frequency: Frequency;
  /** BCP 47; null: unknown. */
  locale: string | null;
  /** IANA name: the contact's, else the workspace's. */
  timeZone: string;
  /** Public topics that are not archived, in their order. */
  topics: TopicSubscription[];
}

export interface SuppressionRow {
  id: string;
  /** Null when only the keyed hash is kept (after erasure). */
  email: string | null;
  reason: SuppressionReason;
  source: string;
  note: string;
  occurredAt: Date;
  createdAt: Date;
}
