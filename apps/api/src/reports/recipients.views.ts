import type { BounceClass, DeliveryStatus } from '@features/deliveries';
import type { DomainFigures, DomainsReport, Recipient } from '@features/reports';
import { PageOf } from '../http';

/** One person in the audience, what became of the message, and what was done with it. */
export class RecipientView {
  /** Id of the delivery. */
  deliveryId!: string;
  /** Id of the contact, also when the contact was erased since. */
  contactId!: string;
  /** Address it went to; empty when the contact was erased since. */
  email!: string;
  /** `pending`, `claimed`, `handed_over`, `accepted`, `deferred`, `refused`, `uncertain`, `suppressed` or `cancelled`. */
  status!: DeliveryStatus;
  /** Why, in plain words, where the state alone does not say. */
  reason!: string | null;
  /** Of an A/B test; null where there is none. */
  variant!: string | null;
  /** When it was handed to the mail server. */
  handedOverAt!: Date | null;
  /** When its outcome was known. */
  finishedAt!: Date | null;
  /** When a message that was put off is tried again. */
  nextAttemptAt!: Date | null;
  /** The mail server's words. */
  reply!: string | null;
  /** `hard`, `soft` or `block`, of what was refused or came back. */
  bounceClass!: BounceClass | null;
  /** When it came back. */
  bouncedAt!: Date | null;
  /** When the recipient complained. */
  complainedAt!: Date | null;
  /** When the recipient unsubscribed by a link of this message. */
  unsubscribedAt!: Date | null;
  /** Consented to individual tracking: of others nobody knows whether they opened. */
  isTracked!: boolean;
  /** First open by a person. */
  firstOpenedAt!: Date | null;
  /** Opens by a person. */
  opens!: number;
  /** Clicks by a person. */
  clicks!: number;
  /** Opens by machines, such as prefetching proxies: in no rate. */
  machineOpens!: number;
}

export class RecipientPageView extends PageOf(RecipientView) {}

export function toRecipientView(recipient: Recipient): RecipientView {
  return recipient;
}

/** The messages to the addresses of one domain. */
export class DomainFiguresView {
  /** Null for people who were erased, whose address is forgotten. */
  domain!: string | null;
  /** Deliveries in any state. */
  audience!: number;
  /** Accepted by a mail server. */
  sent!: number;
  /** Sent, and did not come back. */
  delivered!: number;
  /** Came back: hard, soft and policy blocks. */
  bounced!: number;
  /** Refused by the mail server in the session; never sent. */
  refused!: number;
  /** Delivered to people who agreed to individual tracking. */
  trackableDelivered!: number;
  /** Messages that a person opened. */
  opened!: number;
  /** Messages in which a person clicked. */
  clicked!: number;
  /** Messages by which somebody unsubscribed. */
  unsubscribed!: number;
  /** Messages about which somebody complained. */
  complained!: number;
}

/** Several domains together. */
export class OtherDomainsView extends DomainFiguresView {
  /** How many domains. */
  count!: number;
}

/** A campaign by the domain of its recipients. */
export class DomainsReportView {
  /** The 50 largest, by audience. */
  domains!: DomainFiguresView[];
  /** All smaller ones together; null when there are none. */
  others!: OtherDomainsView | null;
  /** When the numbers were counted, of a campaign with 50,000 recipients or more; null: now. */
  countedAt!: string | null;
  /** They are older than a minute, and are being counted again: ask again in a few seconds. */
  isBeingCounted!: boolean;
}

export function toDomainsReportView({
  domains,
  others,
  countedAt,
  isBeingCounted,
}: DomainsReport): DomainsReportView {
  return {
    domains: domains.map(toFigures),
    others: others && { ...toFigures(others), count: others.count },
    countedAt: countedAt?.toISOString() ?? null,
    isBeingCounted,
  };
}

function toFigures(row: DomainFigures): DomainFiguresView {
  const { domain, audience, sent, delivered, bounced, refused } = row;
  const { trackableDelivered, opened, clicked, unsubscribed, complained } = row;
  const back = { unsubscribed, complained };
  return {
    domain,
    audience,
    sent,
    delivered,
    bounced,
    refused,
    trackableDelivered,
    opened,
    clicked,
    ...back,
  };
}

/** Where to look at a click map. */
export class ClickMapView {
  /** Path of the page for a sandboxed frame; works 15 minutes, for the caller only. */
  htmlPath!: string;
}
