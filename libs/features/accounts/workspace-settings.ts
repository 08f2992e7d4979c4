/** How much of a contact's reading is recorded (see docs on tracking): nothing, totals, the last day, or each open and click. */
export const TRACKING_MODES = ['none', 'aggregate', 'last-open-day', 'individual'] as const;
export type TrackingMode = (typeof TRACKING_MODES)[number];

/** What happens to deliveries whose outcome is unknown after a crash. */
export const UNCERTAIN_POLICIES = ['leave', 'resend'] as const;
export type UncertainPolicy = (typeof UNCERTAIN_POLICIES)[number];

/** At most so many marketing messages to one person in so many days, over all campaigns and sequences. */
export interface FrequencyCap {
  /** 1 to 100. */
  emails: number;
  /** 1 to 90, counted back from the moment of sending. */
  days: number;
}

/** No marketing mail between these times of day, `HH:MM`, in each person's own time zone. May span midnight. */
export interface QuietHours {
  from: string;
  to: string;
}

/** What owners and admins may change about a workspace. */
export interface WorkspaceSettings {
  name: string;
  timeZone: string;
  locale: string;
  postalAddress: string;
  websiteUrl: string;
  trackingMode: TrackingMode;
  minimumSegmentSize: number;
  uncertainPolicy: UncertainPolicy;
  /** Percent of what was sent: above it the emergency brake pauses a campaign. More than 0, at most 100. */
  brakeComplaintPercent: number;
  /** Percent of mailboxes that do not exist. More than 0, at most 100. */
  brakeBouncePercent: number;
  /** Messages before which the brake does not pull; at least 1. */
  brakeMinimumSent: number;
  /** ISO 4217, capital letters. Fixed once the workspace has an order. */
  currency: string;
  /** Days after which unconfirmed subscriptions, and contacts who came for them alone, are forgotten; 1 to 365. */
  unconfirmedDays: number;
  /** Null: no cap. What a campaign does with people who had enough is its own setting. */
  frequencyCap: FrequencyCap | null;
  /** Null: mail goes at any hour. */
  quietHours: QuietHours | null;
}

/** True for times of day such as `07:30`. */
export function isTimeOfDay(text: string): boolean {
  return /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(text);
}

/** True for names of the IANA time zone database such as `Europe/Berlin`; offsets such as `+02:00` are not zones. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** True for BCP 47 language tags such as `de` or `pt-BR`. */
export function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

/** True for ISO 4217 codes such as `EUR`. */
export function isCurrency(code: string): boolean {
  return Intl.supportedValuesOf('currency').includes(code);
}

/** True for absolute http and https addresses. */
export function isWebAddress(value: string): boolean {
  return URL.canParse(value) && ['http:', 'https:'].includes(new URL(value).protocol);
}

/** A slug made of `name`: `Grüne Wiese GmbH` becomes `grune-wiese-gmbh`; never empty. */
export function slugFrom(name: string): string {
  const slug = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 50)
    .replace(/^-+|-+$/g, '');
  return slug || 'workspace';
}
