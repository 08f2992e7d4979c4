import { Injectable } from '@nestjs/common';
import { CampaignsService } from '@features/campaigns';
import { shareOf } from '@features/reports';
import { SqlParams } from '@features/segments';
import { AnalysisSession } from '../analysis-session.service';
import type { CellRow } from '../dimensions/cross-table-sql';
import { DimensionsService, type Division } from '../dimensions/dimensions.service';
import { placesOf, sideOf } from '../pivot/pivot';
import { CampaignAnalysisRepository, type CampaignRevenueCounts } from './campaign-analysis.repository';

export interface CampaignRevenue extends CampaignRevenueCounts {
  currency: string;
  /** Buyers ÷ delivered; null when nothing was delivered. */
  conversionRate: number | null;
  /** Revenue ÷ delivered. */
  revenuePerDelivered: number | null;
}

/** The deliveries to contacts with one value. Rates are those of the campaign's report. */
export interface BreakdownFigures {
  /** Deliveries in any state: part of the audience. */
  audience: number;
  delivered: number;
  trackableDelivered: number;
  uniqueHumanOpens: number;
  uniqueHumanClicks: number;
  unsubscribed: number;
  orders: number;
  revenue: number;
  openRate: number | null;
  clickRate: number | null;
  unsubscribeRate: number | null;
  revenuePerDelivered: number | null;
  /** A smaller audience than the workspace's minimum segment. */
  tooSmall: boolean;
}

export interface BreakdownRow extends BreakdownFigures {
  kind: 'value' | 'other' | 'none';
  key: string;
  label: string;
}

export interface CampaignBreakdown {
  field: string;
  currency: string;
  rows: BreakdownRow[];
  total: BreakdownFigures;
}

type Sums = CellRow & Omit<BreakdownFigures, 'audience'> & { contacts: number };

/** What a campaign brought, and where. */
@Injectable()
export class CampaignAnalysisService {
  constructor(
    private readonly campaigns: CampaignsService,
    private readonly session: AnalysisSession,
    private readonly dimensions: DimensionsService,
    private readonly analysis: CampaignAnalysisRepository,
  ) {}

  /** Throws `campaign.not-found`, `analysis.timeout`. */
  async revenue(workspaceId: string, campaignId: string): Promise<CampaignRevenue> {
    await this.campaigns.get(workspaceId, campaignId);
    const { currency } = await this.session.begin(workspaceId, new Date());
    const counts = await this.session.read(workspaceId, () => this.analysis.revenue(workspaceId, campaignId));
    return {
      ...counts,
      currency,
      conversionRate: shareOf(counts.buyers, counts.delivered),
      revenuePerDelivered: shareOf(counts.revenue, counts.delivered),
    };
  }

  /** Throws `campaign.not-found`, and what `DimensionsService.divide` throws. */
  async breakdown(workspaceId: string, campaignId: string, division: Division): Promise<CampaignBreakdown> {
    await this.campaigns.get(workspaceId, campaignId);
    const { now, zone, currency, minimum } = await this.session.begin(workspaceId, new Date());
    const params = new SqlParams(3);
    const { dimension, cells } = await this.session.read(workspaceId, async () => {
      const everybody = { pointer: '', people: { sql: 'true', params: [] } };
      const context = { workspaceId, clock: { now, zone }, params };
      const dimension = await this.dimensions.divide(division, context, everybody);
      return {
        dimension,
        cells: await this.analysis.breakdown(workspaceId, campaignId, { dimension, params }),
      };
    });
    const [total, ...rows] = cells;
    const { lines, position } = sideOf(dimension, placesOf(rows, 'row'));
    const byLine = new Map(rows.map((row) => [position.get(row.row ?? 0), row]));
    return {
      field: dimension.path,
      currency,
      rows: lines.map(({ kind, key, label }, index) => ({
        kind,
        key,
        label,
        ...toBreakdown(byLine.get(index), minimum),
      })),
      total: toBreakdown(total, minimum),
    };
  }
}

function toBreakdown(row: CellRow | undefined, minimum: number): BreakdownFigures {
  const sums = row as Sums;
  const { delivered, trackableDelivered, uniqueHumanOpens, uniqueHumanClicks, unsubscribed } = sums;
  return {
    audience: sums.contacts,
    delivered,
    trackableDelivered,
    uniqueHumanOpens,
    uniqueHumanClicks,
    unsubscribed,
    orders: sums.orders,
    revenue: sums.revenue,
    openRate: shareOf(uniqueHumanOpens, trackableDelivered),
    clickRate: shareOf(uniqueHumanClicks, delivered),
    unsubscribeRate: shareOf(unsubscribed, delivered),
    revenuePerDelivered: shareOf(sums.revenue, delivered),
    tooSmall: sums.contacts < minimum,
  };
}
