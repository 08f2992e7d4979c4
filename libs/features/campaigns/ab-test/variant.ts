/** Names of variants, in order. 'a' is the campaign's own content unless it overrides something. */
export const VARIANT_KEYS = ['a', 'b', 'c', 'd'] as const;
export type VariantKey = (typeof VARIANT_KEYS)[number];

/** As people read it: "B". */
export function variantName(key: VariantKey): string {
  return key.toUpperCase();
}

/** What a variant overrides; null: as in the campaign. */
export interface VariantContent {
  subject: string | null;
  preheader: string | null;
  /** Another sender: name and address. */
  senderId: string | null;
  templateId: string | null;
  /** Goes out so many minutes after the campaign's start, at most seven days. */
  offsetMinutes: number;
}

/** One of the up to four messages that are tried against each other. */
export interface Variant extends VariantContent {
  key: VariantKey;
  /** The content as frozen at resolve; null before. */
  templateVersionId: string | null;
  /** Taken out by hand: it cannot win, and what of it was not sent waits for the winner. */
  excludedAt: Date | null;
  /** By whom; null when it was not. */
  excludedBy: string | null;
  excludedReason: string | null;
}
