import type {
  CampaignsReport,
  EngagementReport,
  FormLine,
  GrowthReport,
  ReportPeriod,
  RevenueReport,
  SequencesReport,
} from '@features/reports';

/** What the figures are about. */
export class ReportView {
  /** First day. */
  from!: string;
  /** Last day, included. */
  to!: string;
  /** IANA zone whose days these are: the workspace's. */
  zone!: string;
  /** What one line covers: `day`, `week` or `month`. */
  per!: string;
  /** First day of the period of the same length right before, with which figures are compared. */
  beforeFrom!: string;
  /** Its last day, included. */
  beforeTo!: string;
}

/** People; each counts once a day for each of subscribed, unsubscribed and suppressed. */
export class GrowthFiguresView {
  /** Contacts made then that are still there: whoever was erased is not among them. */
  newContacts!: number;
  /** People who subscribed to a topic, confirmed where that is asked for; also those who were erased since. */
  subscribed!: number;
  /** People who left a topic or all, or whose implied consent ended. */
  unsubscribed!: number;
  /** People who had subscribed once and were suppressed for another reason than leaving: hard bounce, complaint, erasure, by hand. */
  suppressed!: number;
  /** subscribed − unsubscribed − suppressed. */
  net!: number;
}

/** One line of a report on growth. */
export class GrowthLineView extends GrowthFiguresView {
  /** First day of the line. */
  firstDay!: string;
  /** Its last day, included. */
  lastDay!: string;
}

/** Where contacts came from. */
export class GrowthSourceView {
  /** As it stands on the contacts: `form`, `import`, `api` or a name that somebody gave. */
  source!: string;
  /** New contacts in the period. */
  newContacts!: number;
  /** In the period before. */
  before!: number;
}

/** How the audience grows. */
export class GrowthReportView extends ReportView {
  /** When the figures were counted, where there are so many contacts that sums are kept; null: now, from the rows. */
  countedAt!: string | null;
  /** In order, without gaps. */
  lines!: GrowthLineView[];
  /** Sum of the lines. */
  total!: GrowthFiguresView;
  /** Sum of the period before. */
  before!: GrowthFiguresView;
  /** Of the new contacts; most first. */
  sources!: GrowthSourceView[];
}

/** Messages by what became of them. Rates are fractions from 0 to 1, null where their base is zero. */
export class MailFiguresView {
  /** Accepted by a mail server. */
  sent!: number;
  /** sent − bounced. */
  delivered!: number;
  /** Came back: hard, soft and policy blocks. */
  bounced!: number;
  /** Delivered to people who agreed to individual tracking. */
  trackableDelivered!: number;
  /** Messages that a person opened, whenever; machines are left out. */
  opened!: number;
  /** Messages in which a person clicked, whenever; machines are left out. */
  clicked!: number;
  /** Messages by which somebody unsubscribed. */
  unsubscribed!: number;
  /** Messages about which somebody complained. */
  complained!: number;
  /** opened ÷ trackableDelivered. */
  openRate!: number | null;
  /** clicked ÷ delivered. */
  clickRate!: number | null;
  /** clicked ÷ opened. */
  clickToOpenRate!: number | null;
  /** unsubscribed ÷ delivered. */
  unsubscribeRate!: number | null;
  /** complained ÷ delivered; keep below 0.001. */
  complaintRate!: number | null;
}

/** One line of a report on engagement. */
export class MailLineView extends MailFiguresView {
  /** First day of the line. */
  firstDay!: string;
  /** Its last day, included. */
  lastDay!: string;
}

/** An estimate of what moving the mail cost the climate: a band, since models differ. Nothing is offset. */
export class CarbonView {
  /** The model and the band. */
  model!: string;
  /** Octets of HTML and text of all messages; pictures that mail programs fetch are not among them. */
  bytes!: number;
  /** Grams of CO2e, lower end. */
  low!: number;
  /** Grams of CO2e by the model. */
  middle!: number;
  /** Grams of CO2e, upper end. */
  high!: number;
}

/** What the mail of campaigns brought, by the day it was handed over. At most half a minute old. */
export class EngagementReportView extends ReportView {
  /** In order, without gaps. */
  lines!: MailLineView[];
  /** Sum of the lines. */
  total!: MailFiguresView;
  /** Sum of the period before. */
  before!: MailFiguresView;
  /** Of the mails of the period. */
  carbon!: CarbonView;
}

/** One campaign with its mails of the period. */
export class CampaignLineView extends MailFiguresView {
  /** Id of the campaign. */
  campaignId!: string;
  /** Its name. */
  name!: string;
  /** Its subject; null where variants have their own. */
  subject!: string | null;
  /** Its state. */
  status!: string;
  /** First day of the period on which its mails went out. */
  firstDay!: string;
  /** Orders within 5 days after a click in it, and no later click in another mail. */
  orders!: number;
  /** total − refunded of these orders. */
  revenue!: number;
}

/** Campaigns with mail in the period. */
export class CampaignsReportView extends ReportView {
  /** ISO 4217; all money is in it. */
  currency!: string;
  /** The one with the most mail first. */
  campaigns!: CampaignLineView[];
}

/** Orders without cancelled ones. */
export class SalesFiguresView {
  /** Orders placed. */
  orders!: number;
  /** total − refunded. */
  revenue!: number;
  /** Of the orders, those placed within 5 days after a person clicked in a mail. */
  attributedOrders!: number;
  /** Of the revenue, that of these orders. */
  attributedRevenue!: number;
}

/** One line of a report on revenue. */
export class SalesLineView extends SalesFiguresView {
  /** First day of the line. */
  firstDay!: string;
  /** Its last day, included. */
  lastDay!: string;
}

/** What contacts bought. */
export class RevenueReportView extends ReportView {
  /** ISO 4217; all money is in it. */
  currency!: string;
  /** False when the workspace has no order at all. */
  hasOrders!: boolean;
  /** In order, without gaps. */
  lines!: SalesLineView[];
  /** Sum of the lines. */
  total!: SalesFiguresView;
  /** Sum of the period before. */
  before!: SalesFiguresView;
}

/** One sequence. Mails are those whose step was reached in the period. Rates are null where their base is zero. */
export class SequenceLineView {
  /** Id of the sequence. */
  sequenceId!: string;
  /** Its name. */
  name!: string;
  /** Its state. */
  status!: string;
  /** Passages that began in the period. */
  entered!: number;
  /** People who are in it now. */
  inside!: number;
  /** Passages that took the last step in the period. */
  completed!: number;
  /** Passages that ended in the period because the goal was reached. */
  reachedGoal!: number;
  /** Passages that ended in the period for any other reason. */
  left!: number;
  /** Mails accepted by a mail server. */
  sent!: number;
  /** Of these, mails that did not come back. */
  delivered!: number;
  /** Delivered to people who agreed to individual tracking. */
  trackableDelivered!: number;
  /** Mails that a person opened. */
  opened!: number;
  /** Mails in which a person clicked. */
  clicked!: number;
  /** Mails by which somebody unsubscribed. */
  unsubscribed!: number;
  /** Mails about which somebody complained. */
  complained!: number;
  /** opened ÷ trackableDelivered. */
  openRate!: number | null;
  /** clicked ÷ delivered. */
  clickRate!: number | null;
  /** unsubscribed ÷ delivered. */
  unsubscribeRate!: number | null;
  /** Orders of the period within 5 days after a click in its mails, and no later click in another mail. */
  orders!: number;
  /** total − refunded of these orders. */
  revenue!: number;
}

/** Sequences that are active or had anything happen in the period, at most 200. */
export class SequencesReportView extends ReportView {
  /** ISO 4217; all money is in it. */
  currency!: string;
  /** The one that most entered first. */
  sequences!: SequenceLineView[];
}

/** One form. The words are those of its funnel. */
export class FormLineView {
  /** Id of the form. */
  formId!: string;
  /** Its name. */
  name!: string;
  /** Its state. */
  status!: string;
  /** Times it was shown. */
  views!: number;
  /** Times somebody began to fill it in. */
  starts!: number;
  /** Times it was sent in, without spam. */
  submissions!: number;
  /** Of these, without double opt-in or confirmed by now. */
  confirmed!: number;
  /** Kept out as spam. */
  spam!: number;
  /** submissions ÷ views. */
  conversionRate!: number | null;
  /** confirmed ÷ submissions. */
  confirmationRate!: number | null;
}

/** Forms that are published or were seen in the period, at most 200. Their days are UTC days. */
export class FormsReportView extends ReportView {
  /** The one with the most submissions first. */
  forms!: FormLineView[];
}

function toPeriod({ firstDay, lastDay, zone, per, before }: ReportPeriod): ReportView {
  return { from: firstDay, to: lastDay, zone, per, beforeFrom: before.firstDay, beforeTo: before.lastDay };
}

export function toGrowthReportView({ period, countedAt, ...report }: GrowthReport): GrowthReportView {
  return { ...toPeriod(period), ...report, countedAt: countedAt?.toISOString() ?? null };
}

export function toEngagementReportView({ period, ...report }: EngagementReport): EngagementReportView {
  return { ...toPeriod(period), ...report };
}

export function toCampaignsReportView({ period, ...report }: CampaignsReport): CampaignsReportView {
  return { ...toPeriod(period), ...report };
}

export function toRevenueReportView({ period, ...report }: RevenueReport): RevenueReportView {
  return { ...toPeriod(period), ...report };
}

export function toSequencesReportView({ period, currency, sequences }: SequencesReport): SequencesReportView {
  const lines = sequences.map(({ complaintRate: _rate, clickToOpenRate: _share, ...line }) => line);
  return { ...toPeriod(period), currency, sequences: lines };
}

export function toFormsReportView({
  period,
  forms,
}: {
  period: ReportPeriod;
  forms: FormLine[];
}): FormsReportView {
  return { ...toPeriod(period), forms };
}
