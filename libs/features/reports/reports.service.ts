import { Injectable } from '@nestjs/common';
import { CampaignsService, type Campaign } from '@features/campaigns';
import { DeliveriesRepository } from '@features/deliveries';
import { toNumbers, type CampaignNumbers } from './campaign-report';
import { ReportsRepository, type HourFigures, type LinkFigures } from './reports.repository';

export interface CampaignReport {
  campaign: Campaign;
  numbers: CampaignNumbers;
  /** Of an A/B test: everybody with this variant, in the test and, of the winner, in the rest. Empty without one. */
  variants: (CampaignNumbers & { variant: string })[];
  /** Hits of people without individual tracking; they name nobody. */
  anonymous: { opens: number; clicks: number };
  links: LinkFigures[];
  activity: HourFigures[];
  /** True when the audience fixed at resolve equals the sum of all delivery states; it always should be. */
  reconciles: boolean;
}

/** Reports. Every number is counted from the ledger and the hits when it is asked for; nothing is kept twice. */
@Injectable()
export class ReportsService {
  constructor(
    private readonly campaigns: CampaignsService,
    private readonly deliveries: DeliveriesRepository,
    private readonly reports: ReportsRepository,
  ) {}

  async campaign(workspaceId: string, campaignId: string): Promise<CampaignReport> {
    // One transaction for one snapshot would need repeatable read; counts per state come from a single statement,
    // which is what reconciling needs.
    const campaign = await this.campaigns.get(workspaceId, campaignId);
    const numbers = toNumbers({
      deliveries: await this.deliveries.counts(workspaceId, campaignId),
      ...(await this.reports.campaignSums(workspaceId, campaignId)),
    });
    const variants = await this.reports.variantFigures(workspaceId, campaignId);
    return {
      campaign,
      numbers,
      variants: variants.map((figures) => ({ ...toNumbers(figures), variant: figures.variant })),
      anonymous: await this.reports.anonymousTotals(workspaceId, campaignId),
      links: await this.reports.links(workspaceId, campaignId),
      activity: await this.reports.perHour(workspaceId, campaignId),
      reconciles: numbers.audience === (campaign.audienceCount ?? 0),
    };
  }
}
