import { audienceOf, type DeliveryCounts } from '@features/deliveries';

/** Counts as they stand in the tables; everything else is derived from them. */
export interface CampaignFigures {
  deliveries: DeliveryCounts;
  /** Accepted deliveries for which a bounce came back later, by class. Never includes `refused`. */
  bounced: { hard: number; soft: number; block: number };
  /** Refused by the SMTP server in the session, by class: part of the audience, never of `sent`. */
  refused: { hard: number; soft: number; block: number };
  complained: number;
  unsubscribed: number;
  /** Delivered to people who consented to individual tracking: the base of the open rate. */
  trackableDelivered: number;
  uniqueHumanOpeners: number;
  uniqueHumanClickers: number;
  totalHumanOpens: number;
  totalHumanClicks: number;
  machineOpens: number;
  machineClicks: number;
}

/** Rates are fractions from 0 to 1, null where the base is zero. `toNumbers` has the formulas. */
export interface CampaignRates {
  bounceRate: number | null;
  openRate: number | null;
  clickRate: number | null;
  clickToOpenRate: number | null;
  unsubscribeRate: number | null;
  complaintRate: number | null;
}

export interface CampaignNumbers extends CampaignFigures {
  /** Sum of all delivery states. */
  audience: number;
  /** Accepted by an SMTP server. */
  sent: number;
  /** sent − bounced. */
  delivered: number;
  rates: CampaignRates;
}

/** Derives the report's numbers from the counts. Policy blocks count as bounced for `delivered` but not in the rate. */
export function toNumbers(figures: CampaignFigures): CampaignNumbers {
  const { deliveries, bounced } = figures;
  const sent = deliveries.accepted;
  const delivered = sent - bounced.hard - bounced.soft - bounced.block;
  return {
    ...figures,
    audience: audienceOf(deliveries),
    sent,
    delivered,
    rates: {
      bounceRate: shareOf(bounced.hard + bounced.soft, sent),
      openRate: shareOf(figures.uniqueHumanOpeners, figures.trackableDelivered),
      clickRate: shareOf(figures.uniqueHumanClickers, delivered),
      clickToOpenRate: shareOf(figures.uniqueHumanClickers, figures.uniqueHumanOpeners),
      unsubscribeRate: shareOf(figures.unsubscribed, delivered),
      complaintRate: shareOf(figures.complained, delivered),
    },
  };
}

/** Null where the whole is zero: there is no rate without a base. */
export function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
