import type { CampaignBreakdown, CampaignRevenue, Pivot, TableLine } from '@features/analysis';

/** A row or column. */
export class TableLineView {
  /** `value`: this value or bucket; `other`: another value than those shown; `none`: no value. */
  kind!: 'value' | 'other' | 'none';
  /** The value as compared, the number of the bucket, the month; empty for other kinds. */
  key!: string;
  /** Shown to people; of a text its commonest spelling. */
  label!: string;
}

/**
 * Some contacts. What was not asked for is null; rates and values per contact are null where their base is zero.
 */
export class PivotFiguresView {
  /** How many. */
  contacts!: number;
  /** Of these, who may be mailed about some topic. */
  mailable!: number | null;
  /** Mails in which a person clicked ÷ mails delivered, over all campaign mails handed over to them in the period. */
  clickRate!: number | null;
  /** Mean engagement score (docs/segments/computed-values.md) of those who have one. */
  engagementScore!: number | null;
  /** Contacts with an order in the period that was not cancelled. */
  buyers!: number | null;
  /** Sum of total − refunded over their orders in the period, without cancelled ones. */
  revenue!: number | null;
  /** revenue ÷ contacts. */
  revenuePerContact!: number | null;
  /** Fewer contacts than the workspace's minimum. */
  tooSmall!: boolean;
}

/** The contacts of one row and column. */
export class PivotCellView extends PivotFiguresView {
  /** Index of the row, from 0. */
  row!: number;
  /** Index of the column, from 0. */
  column!: number;
  /** The rule tree that selects exactly these contacts: preview it, or save it as a segment. */
  tree!: Record<string, unknown>;
}

/** Contacts divided by one or two fields. */
export class PivotView {
  /** At most 50 values (24 spans of the calendar), then `other` and `none`. */
  rows!: TableLineView[];
  /** One without a name where no columns were asked for. */
  columns!: TableLineView[];
  /** Row by row; cells without contacts are left out. Cells of lists and tags overlap: who has two values is in both. */
  cells!: PivotCellView[];
  /** Every contact once. */
  total!: PivotFiguresView;
  /** First moment of the period for clicks and orders. */
  from!: string;
  /** First moment after it. */
  to!: string;
  /** ISO 4217. */
  currency!: string;
  /** The workspace's minimum size of a segment. */
  minimum!: number;
  /** How long it took, in milliseconds. */
  tookMs!: number;
}

/**
 * What a campaign sold. An order is the campaign's when its buyer clicked in the campaign's mail as the last mail before the
 * order, at most 5 days before it: no order is counted for two campaigns.
 */
export class CampaignRevenueView {
  /** ISO 4217. */
  currency!: string;
  /** Orders, without cancelled ones. */
  orders!: number;
  /** Contacts who placed them. */
  buyers!: number;
  /** Sum of total − refunded. */
  revenue!: number;
  /** Mails accepted by a mail server, and not bounced. */
  delivered!: number;
  /** Mails in which a person clicked. */
  uniqueHumanClicks!: number;
  /** buyers ÷ delivered; null when nothing was delivered. */
  conversionRate!: number | null;
  /** revenue ÷ delivered. */
  revenuePerDelivered!: number | null;
}

/** Some deliveries of a campaign. Rates are those of the campaign's report; null where the base is zero. */
export class BreakdownFiguresView {
  /** Deliveries in any state. */
  audience!: number;
  /** Accepted by a mail server, and not bounced. */
  delivered!: number;
  /** Of these, to contacts who agreed to individual tracking. */
  trackableDelivered!: number;
  /** Mails that a person opened. */
  uniqueHumanOpens!: number;
  /** Mails in which a person clicked. */
  uniqueHumanClicks!: number;
  /** Mails from which somebody unsubscribed. */
  unsubscribed!: number;
  /** Orders that belong to the campaign, as in its revenue. */
  orders!: number;
  /** Their revenue. */
  revenue!: number;
  /** uniqueHumanOpens ÷ trackableDelivered. */
  openRate!: number | null;
  /** uniqueHumanClicks ÷ delivered. */
  clickRate!: number | null;
  /** unsubscribed ÷ delivered. */
  unsubscribeRate!: number | null;
  /** revenue ÷ delivered. */
  revenuePerDelivered!: number | null;
  /** A smaller audience than the workspace's minimum segment. */
  tooSmall!: boolean;
}

/** The deliveries to contacts with one value. */
export class BreakdownRowView extends BreakdownFiguresView {
  /** `value`: this value or bucket; `other`: another value than those shown; `none`: no value, or erased since. */
  kind!: 'value' | 'other' | 'none';
  /** The value as compared. */
  key!: string;
  /** Shown to people. */
  label!: string;
}

/** A campaign by the value of a field, as contacts have it now. */
export class CampaignBreakdownView {
  /** The field. */
  field!: string;
  /** ISO 4217. */
  currency!: string;
  /** The largest audience first, of numbers and times in their order; at most 50, then `other` and `none`. */
  rows!: BreakdownRowView[];
  /** Every delivery once. */
  total!: BreakdownFiguresView;
}

export function toPivotView({ period, rows, columns, ...rest }: Pivot): PivotView {
  return {
    ...rest,
    rows: rows.map(toLineView),
    columns: columns.map(toLineView),
    from: period.from.toISOString(),
    to: period.to.toISOString(),
  };
}

export function toCampaignRevenueView(revenue: CampaignRevenue): CampaignRevenueView {
  return revenue;
}

export function toCampaignBreakdownView(breakdown: CampaignBreakdown): CampaignBreakdownView {
  return breakdown;
}

/** Without its rules: they are in the trees of the cells. */
function toLineView({ kind, key, label }: TableLine): TableLineView {
  return { kind, key, label };
}
