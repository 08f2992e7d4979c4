import type { MachineReason } from './machine-detection';

/** One request for a pixel or a link, as it waits to be written. */
export interface Hit {
  kind: 'open' | 'click';
  deliveryId: string;
  /** Position of the link; null for opens. */
  link: number | null;
  /** The link's address in the template, without a contact's values; null for opens. */
  url: string | null;
  occurredAt: Date;
  reasons: MachineReason[];
  userAgent: string;
  ip: string | null;
}
