import type { BounceClass } from './bounce-class';
import type { DeliveryStatus } from './delivery-status';

/** One line of the per-recipient log. */
export interface Delivery {
  id: string;
  campaignId: string;
  contactId: string;
  email: string;
  status: DeliveryStatus;
  /** Why it was suppressed, deferred, refused or is uncertain, in plain words. */
  reason: string | null;
  /** Times it was handed to an SMTP server. */
  attempts: number;
  handedOverAt: Date | null;
  finishedAt: Date | null;
  /** When a deferred message is tried again; null when it was given up. */
  nextAttemptAt: Date | null;
  replyCode: number | null;
  enhancedCode: string | null;
  /** The server's words, without control characters, at most 500 characters. */
  reply: string | null;
  bounceClass: BounceClass | null;
  bouncedAt: Date | null;
  complainedAt: Date | null;
  unsubscribedAt: Date | null;
}

/** A row taken in hand by a worker; consent was checked in the statement that took it. */
export interface ClaimedDelivery {
  id: string;
  contactId: string;
  email: string;
  trackable: boolean;
}

/** What became of one handed-over message, as written to the ledger. */
export type DeliveryOutcome =
  | { id: string; status: 'accepted'; reply: string | null; replyCode: number | null }
  | {
      id: string;
      status: 'refused';
      reply: string | null;
      replyCode: number | null;
      enhancedCode: string | null;
      bounceClass: BounceClass;
    }
  | {
      id: string;
      status: 'deferred';
      reply: string | null;
      replyCode: number | null;
      enhancedCode: string | null;
      nextAttemptAt: Date | null;
    }
  | { id: string; status: 'uncertain'; reason: string }
  /** Nothing reached the server completely: it waits again and no attempt is used up. */
  | { id: string; status: 'pending' };
