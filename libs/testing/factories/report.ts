import {
  CampaignDaysRepository,
  EngagementReportService,
  FormFiguresRepository,
  GrowthReportService,
  GrowthRepository,
  KeptGrowthRepository,
  OtherReportsService,
  RecipientsRepository,
  ReportSession,
  ReportSettingsRepository,
  SalesRepository,
  SequenceFiguresRepository,
} from '@features/reports';
import type { Database } from '@platform/database';

/** The real services of reports on a test database, for tests that need no Nest module. */
export function reportServicesFor(database: Database) {
  const campaignDays = new CampaignDaysRepository(database);
  const sales = new SalesRepository(database);
  const session = new ReportSession(database, new ReportSettingsRepository(database), campaignDays);
  return {
    growth: new GrowthReportService(
      session,
      new GrowthRepository(database),
      new KeptGrowthRepository(database),
    ),
    engagement: new EngagementReportService(session, campaignDays, sales),
    others: new OtherReportsService(
      session,
      sales,
      new SequenceFiguresRepository(database),
      new FormFiguresRepository(database),
    ),
    recipients: new RecipientsRepository(database),
  };
}

export interface TestMail {
  contactId: string;
  handedOverAt: Date;
  email?: string;
  trackable?: boolean;
  status?: 'accepted' | 'refused' | 'uncertain';
  bounced?: 'hard' | 'soft' | 'block';
  unsubscribed?: boolean;
  complained?: boolean;
}

/** A campaign that went out from `resolvedAt` to `finishedAt`, as rows; returns its id. */
export async function aSentCampaign(
  db: Database,
  workspaceId: string,
  { name = 'Letter', resolvedAt, finishedAt }: { name?: string; resolvedAt: Date; finishedAt: Date | null },
): Promise<string> {
  const row = await db.queryOne<{ id: string }>(
    `INSERT INTO campaigns (workspace_id, name, status, resolved_at, finished_at)
     VALUES ($1, $2, 'cancelled', $3, $4) RETURNING id`,
    [workspaceId, name, resolvedAt, finishedAt],
  );
  return row?.id ?? '';
}

/** One mail of a campaign, as a row; returns its id. What came back did so at hand-over. */
export async function aMail(
  db: Database,
  { workspaceId, campaignId }: { workspaceId: string; campaignId: string },
  mail: TestMail,
): Promise<string> {
  const { status = 'accepted', trackable = true, email = 'x@example.com', handedOverAt: at, bounced } = mail;
  const row = await db.queryOne<{ id: string }>(
    `INSERT INTO deliveries (workspace_id, campaign_id, seq, contact_id, email, status, trackable, handed_over_at, finished_at,
       bounced_at, bounce_class, unsubscribed_at, complained_at)
     SELECT $1, $2, coalesce(max(seq), 0) + 1, $3, $4, $5, $6, $7, $7, $8, $9, $10, $11 FROM deliveries WHERE campaign_id = $2
     RETURNING id`,
    [
      ...[workspaceId, campaignId, mail.contactId, email, status, trackable, at, bounced ? at : null],
      ...[bounced ?? null, mail.unsubscribed ? at : null, mail.complained ? at : null],
    ],
  );
  return row?.id ?? '';
}

/** An open, or a click of the link at `link`. */
export async function aHit(
  db: Database,
  deliveryId: string,
  hit: { at: Date; link?: number; isMachine?: boolean },
): Promise<void> {
  await db.execute(
    `INSERT INTO tracking_hits (workspace_id, campaign_id, delivery_id, contact_id, kind, link_position, occurred_at, is_machine)
     SELECT workspace_id, campaign_id, id, contact_id, CASE WHEN $2::integer IS NULL THEN 'open' ELSE 'click' END, $2, $3, $4
     FROM deliveries WHERE id = $1`,
    [deliveryId, hit.link ?? null, hit.at, hit.isMachine ?? false],
  );
}
