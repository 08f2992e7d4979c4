import { Injectable } from '@nestjs/common';
import { CampaignsService, type Campaign } from '@features/campaigns';
import { DeliveriesRepository } from '@features/deliveries';
import { keptFrom, KEPT_TIMEOUT_MS } from './kept/kept-answer';
import { KeptAnswers } from './kept/kept-answers.service';
import { ReportSession } from './workspace/report-session.service';
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
  /** When a worker counted it; null: now. */
  countedAt: Date | null;
  /** It is older than half a minute, and is counted again. */
  isBeingCounted: boolean;
}

type CountedReport = Omit<CampaignReport, 'campaign' | 'countedAt' | 'isBeingCounted'>;

const KIND = 'campaign-report';
const FRESH_MS = 30_000;
/** While the campaign goes out. */
const FRESH_WHILE_SENDING_MS = 10_000;

/**
 * Reports. Every number is counted from the ledger and the hits: when it is asked for, or, of campaigns with very many recipients, by a
 * worker while somebody asks.
 */
@Injectable()
export class ReportsService {
  constructor(
    private readonly campaigns: CampaignsService,
    private readonly deliveries: DeliveriesRepository,
    private readonly reports: ReportsRepository,
    private readonly session: ReportSession,
    private readonly kept: KeptAnswers,
  ) {
    kept.define({
      kind: KIND,
      namesPeople: false,
      count: (workspaceId, { campaignId }: { campaignId: string }) =>
        this.session.read(
          workspaceId,
          async () => this.count(await campaigns.get(workspaceId, campaignId)),
          KEPT_TIMEOUT_MS,
        ),
    });
  }

  async campaign(workspaceId: string, campaignId: string): Promise<CampaignReport> {
    const campaign = await this.campaigns.get(workspaceId, campaignId);
    if ((campaign.audienceCount ?? 0) < keptFrom.recipients) {
      return { campaign, ...(await this.count(campaign)), countedAt: null, isBeingCounted: false };
    }
    const { answer, ...when } = await this.kept.ask<{ campaignId: string }, CountedReport>(
      workspaceId,
      KIND,
      {
        question: { campaignId: campaign.id },
        freshMs: campaign.status === 'sending' ? FRESH_WHILE_SENDING_MS : FRESH_MS,
        since: campaign.finishedAt,
      },
    );
    const activity = answer.activity.map((hour) => ({ ...hour, hour: new Date(hour.hour) }));
    return { campaign, ...answer, activity, ...when };
  }

  private async count({ workspaceId, id: campaignId, audienceCount }: Campaign): Promise<CountedReport> {
    // One transaction for one snapshot would need repeatable read; counts per state come from a single statement,
    // which is what reconciling needs.
    const numbers = toNumbers({
      deliveries: await this.deliveries.counts(workspaceId, campaignId),
      ...(await this.reports.campaignSums(workspaceId, campaignId)),
    });
    const variants = await this.reports.variantFigures(workspaceId, campaignId);
    return {
      numbers,
      variants: variants.map((figures) => ({ ...toNumbers(figures), variant: figures.variant })),
      anonymous: await this.reports.anonymousTotals(workspaceId, campaignId),
      links: await this.reports.links(workspaceId, campaignId),
      activity: await this.reports.perHour(workspaceId, campaignId),
      reconciles: numbers.audience === (audienceCount ?? 0),
    };
  }
}
