import type { CampaignReport } from '@features/reports';

/** Deliveries by state. Their sum is the audience. */
export class DeliveryCountsView {
  /** Waiting. */
  pending: number;
  /** In a worker's hand; nothing has left. */
  claimed: number;
  /** On its way to the mail server. */
  handed_over: number;
  /** Taken by the mail server. */
  accepted: number;
  /** Put off by the mail server; retried or given up. */
  deferred: number;
  /** Refused for good. */
  refused: number;
  /** Handed over, and the answer was lost. */
  uncertain: number;
  /** Consent or suppression changed after the audience was fixed. */
  suppressed: number;
  cancelled: number;
}

export class BounceCountsView {
  hard: number;
  soft: number;
  /** Policy or reputation: the sender's problem, suppresses nobody. */
  block: number;
}

/** Fractions from 0 to 1; null where the base is zero. */
export class CampaignRatesView {
  /** (hard + soft bounces) ÷ sent. */
  bounceRate: number | null;
  /** Unique human openers ÷ delivered of those with tracking consent. */
  openRate: number | null;
  /** Unique human clickers ÷ delivered. */
  clickRate: number | null;
  /** Unique human clickers ÷ unique human openers. */
  clickToOpenRate: number | null;
  /** Unsubscribes ÷ delivered. */
  unsubscribeRate: number | null;
  /** Complaints ÷ delivered; keep below 0.001. */
  complaintRate: number | null;
}

export class LinkFiguresView {
  /** Of an A/B test; null where there is none. */
  variant: string | null;
  /** Position in the message, from 0. */
  position: number;
  url: string;
  label: string;
  uniqueHumanClickers: number;
  totalHumanClicks: number;
  machineClicks: number;
}

export class HourFiguresView {
  /** Start of the hour, UTC. */
  hour: Date;
  opens: number;
  clicks: number;
}

export class AnonymousTotalsView {
  opens: number;
  clicks: number;
}

/** Counts of messages and of what people did with them. */
export class CampaignNumbersView {
  /** Sum of all delivery states. */
  audience: number;
  deliveries: DeliveryCountsView;
  /** Accepted by an SMTP server. */
  sent: number;
  /** sent − bounced. */
  delivered: number;
  bounced: BounceCountsView;
  refused: BounceCountsView;
  complained: number;
  unsubscribed: number;
  trackableDelivered: number;
  uniqueHumanOpeners: number;
  uniqueHumanClickers: number;
  totalHumanOpens: number;
  totalHumanClicks: number;
  /** Prefetching proxies and scanners: stored, shown, and in no rate. */
  machineOpens: number;
  machineClicks: number;
  rates: CampaignRatesView;
}

/** One variant of an A/B test: everybody who has it, in the test and, of the winner, in the rest. */
export class VariantNumbersView extends CampaignNumbersView {
  /** `a`, `b`, `c` or `d`. */
  variant: string;
}

export class CampaignReportView extends CampaignNumbersView {
  campaignId: string;
  status: string;
  /** People who matched and got no delivery, by reason. */
  leftOut: Record<string, number>;
  /** By variant of the A/B test, of messages that have theirs; empty without a test. More: `ab-test`. */
  variants: VariantNumbersView[];
  /** Hits of people without individual tracking. */
  anonymous: AnonymousTotalsView;
  links: LinkFiguresView[];
  /** Human opens and clicks per hour. */
  activity: HourFiguresView[];
  /** Whether the audience fixed at the start equals the sum of all states. */
  reconciles: boolean;
  /** When the numbers were counted, of a campaign with 50,000 recipients or more; null: now. */
  countedAt: string | null;
  /** They are older than half a minute, and are being counted again: ask again in a few seconds. */
  isBeingCounted: boolean;
}

export function toCampaignReportView(report: CampaignReport): CampaignReportView {
  const { campaign, numbers, countedAt, ...rest } = report;
  return {
    campaignId: campaign.id,
    status: campaign.status,
    leftOut: campaign.leftOut,
    ...numbers,
    ...rest,
    countedAt: countedAt?.toISOString() ?? null,
  };
}
