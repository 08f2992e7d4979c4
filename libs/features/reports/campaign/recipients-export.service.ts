import { Injectable } from '@nestjs/common';
import { AuditService, type Actor } from '@features/accounts';
import { CampaignsService } from '@features/campaigns';
import { toLine } from '@features/contacts';
import { Database } from '@platform/database';
import { ReportSession } from '../workspace/report-session.service';
import type { Recipient, RecipientFilter } from './recipient';
import { RecipientsRepository } from './recipients.repository';

const EXPORT_PAGE = 1000;

/** The people behind a campaign's numbers as a file. */
@Injectable()
export class RecipientsExport {
  constructor(
    private readonly database: Database,
    private readonly campaigns: CampaignsService,
    private readonly session: ReportSession,
    private readonly recipients: RecipientsRepository,
    private readonly audit: AuditService,
  ) {}

  /**
   * CSV by parts, in sending order. Cells that a spreadsheet would run as a formula are quoted. Stands in the audit trail.
   * @throws DomainError `campaign.not-found`, `report.timeout`
   */
  async *csv(actor: Actor, campaignId: string, filter: RecipientFilter): AsyncGenerator<string> {
    const { workspaceId } = actor;
    await this.campaigns.get(workspaceId, campaignId);
    let head = toLine(HEAD, { raw: false });
    for (let after = 0; ;) {
      const rows = await this.session.read(workspaceId, () =>
        this.recipients.list(workspaceId, campaignId, { filter, after, limit: EXPORT_PAGE }),
      );
      if (head !== '') await this.record(actor, campaignId, filter);
      yield head + rows.map((row) => toLine(cellsOf(row), { raw: false })).join('');
      head = '';
      after = rows.at(-1)?.seq ?? after;
      if (rows.length < EXPORT_PAGE) return;
    }
  }

  private async record(
    actor: Actor,
    campaignId: string,
    { part, status, link }: RecipientFilter,
  ): Promise<void> {
    await this.database.transaction(() =>
      this.audit.record(actor, {
        action: 'campaign.recipients-exported',
        targetKind: 'campaign',
        targetId: campaignId,
        details: { part, status, link },
      }),
    );
  }
}

const HEAD = [
  ...['email', 'state', 'reason', 'variant', 'handed_over_at', 'finished_at', 'bounce_class', 'bounced_at'],
  ...['unsubscribed_at', 'complained_at', 'tracked', 'first_opened_at', 'opens', 'clicks', 'machine_opens'],
  ...['server_reply', 'contact_id'],
];

function cellsOf(row: Recipient): string[] {
  const time = (at: Date | null): string => at?.toISOString() ?? '';
  return [
    ...[
      row.email,
      row.status,
      row.reason ?? '',
      row.variant ?? '',
      time(row.handedOverAt),
      time(row.finishedAt),
    ],
    ...[row.bounceClass ?? '', time(row.bouncedAt), time(row.unsubscribedAt), time(row.complainedAt)],
    ...[row.isTracked ? 'yes' : 'no', time(row.firstOpenedAt), `${row.opens}`, `${row.clicks}`],
    ...[`${row.machineOpens}`, row.reply ?? '', row.contactId],
  ];
}
