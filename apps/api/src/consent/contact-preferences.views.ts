import type { Frequency, Preferences } from '@features/consent';

/** What a contact chose beside topics. */
export class ContactPreferencesView {
  /** No marketing mail before; null: not paused. */
  pausedUntil!: string | null;
  /** `all`, `weekly` or `monthly`. */
  frequency!: Frequency;
  /** Language, BCP 47; null: unknown. */
  locale!: string | null;
  /** Whether opens and clicks may be recorded; null: never asked. */
  trackingConsent!: boolean | null;
  /** The address must not be mailed. */
  isSuppressed!: boolean;
}

export function toContactPreferencesView(preferences: Preferences): ContactPreferencesView {
  const { pausedUntil, frequency, locale, trackingConsent, isSuppressed } = preferences;
  return {
    pausedUntil: pausedUntil?.toISOString() ?? null,
    frequency,
    locale,
    trackingConsent,
    isSuppressed,
  };
}
