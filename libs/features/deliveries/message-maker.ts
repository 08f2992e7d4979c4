import type { AssembledMessage } from '@platform/mail';
import type { ClaimedDelivery } from './delivery';

/** Turns claimed rows into messages ready for the wire, in the same order. Given by whoever owns the content. */
export interface MessageMaker {
  /** The From address, which is the envelope's too. */
  envelopeFrom: string;
  /** Most messages that the From domain may send today (warm-up); null without a limit. */
  senderPerDay: number | null;
  make(deliveries: ClaimedDelivery[]): Promise<AssembledMessage[]>;
}

/** A claimed row with its message, and the mailbox provider it goes to. */
export interface PreparedDelivery {
  id: string;
  email: string;
  provider: string;
  message: Extract<AssembledMessage, { ok: true }>;
}
