import type { BounceClass, DeliveryStatus } from '@features/deliveries';

/** The people behind the numbers of a campaign's report: each part is what the number of the same name counts. */
export const RECIPIENT_PARTS = [
  'sent',
  'delivered',
  'opened',
  'not-opened',
  'machine-opened',
  'clicked',
  'not-clicked',
  'bounced',
  'bounced-hard',
  'bounced-soft',
  'bounced-block',
  'unsubscribed',
  'complained',
] as const;
export type RecipientPart = (typeof RECIPIENT_PARTS)[number];

export interface RecipientFilter {
  part?: RecipientPart;
  status?: DeliveryStatus;
  /** Position of a link that a person clicked. */
  link?: number;
  /** Of an A/B test: who got this one. */
  variant?: string;
  /** Domain of the address, in lower case. */
  domain?: string;
  /** Part of the address. */
  search?: string;
}

/** One person in the audience, what became of the message and what was done with it. */
export interface Recipient {
  deliveryId: string;
  contactId: string;
  /** Empty when the contact was erased since. */
  email: string;
  status: DeliveryStatus;
  reason: string | null;
  variant: string | null;
  handedOverAt: Date | null;
  finishedAt: Date | null;
  nextAttemptAt: Date | null;
  reply: string | null;
  bounceClass: BounceClass | null;
  bouncedAt: Date | null;
  complainedAt: Date | null;
  unsubscribedAt: Date | null;
  /** Consented to individual tracking: without, nobody knows whether it was opened. */
  isTracked: boolean;
  firstOpenedAt: Date | null;
  opens: number;
  clicks: number;
  machineOpens: number;
}

/** The messages to one domain. */
export interface DomainFigures {
  /** Null for people who were erased, whose address is forgotten. */
  domain: string | null;
  audience: number;
  sent: number;
  delivered: number;
  bounced: number;
  refused: number;
  trackableDelivered: number;
  opened: number;
  clicked: number;
  unsubscribed: number;
  complained: number;
}
