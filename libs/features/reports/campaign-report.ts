import type { DeliveryCounts } from '@features/deliveries';

/** Counts as they stand in the tables; everything else is derived from them. */
export interface CampaignFigures {
  deliveries: DeliveryCounts;
  /** Accepted deliveries that bounced later, by class. */
  bounced: { hard: number; soft: number; block: number };
  /** Messages refused at SMTP time, by class. */
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

/** Rates are fractions from 0 to 1, null where the base is zero. Formulas: semantics 6. */
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
  const audience = Object.values(deliveries).reduce((sum, count) => sum + count, 0);
  const sent = deliveries.accepted;
  const delivered = sent - bounced.hard - bounced.soft - bounced.block;
  return {
    ...figures,
    audience,
    sent,
    delivered,
    rates: {
      bounceRate: share(bounced.hard + bounced.soft, sent),
      openRate: share(figures.uniqueHumanOpeners, figures.trackableDelivered),
      clickRate: share(figures.uniqueHumanClickers, delivered),
      clickToOpenRate: share(figures.uniqueHumanClickers, figures.uniqueHumanOpeners),
      unsubscribeRate: share(figures.unsubscribed, delivered),
      complaintRate: share(figures.complained, delivered),
    },
  };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
