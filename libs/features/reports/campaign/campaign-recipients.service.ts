import { Injectable } from '@nestjs/common';
import { CampaignsService } from '@features/campaigns';
import { decodeCursor, invalidCursor, toPage, type Page, type PageRequest } from '@platform/paging';
import { notSent } from '../reports.errors';
import { ReportsRepository } from '../reports.repository';
import { ReportSession } from '../workspace/report-session.service';
import { withClickCounts } from './click-map';
import { FrozenPreviews } from './frozen-previews.service';
import type { Recipient, RecipientFilter } from './recipient';
import { RecipientsRepository } from './recipients.repository';

/** The people behind a campaign's numbers, and where they clicked. All throw `campaign.not-found` and `report.timeout`. */
@Injectable()
export class CampaignRecipientsService {
  constructor(
    private readonly campaigns: CampaignsService,
    private readonly session: ReportSession,
    private readonly recipients: RecipientsRepository,
    private readonly reports: ReportsRepository,
    private readonly messages: FrozenPreviews,
  ) {}

  /** In sending order. */
  async list(
    workspaceId: string,
    campaignId: string,
    { filter, page }: { filter: RecipientFilter; page: PageRequest },
  ): Promise<Page<Recipient>> {
    await this.campaigns.get(workspaceId, campaignId);
    const after = page.cursor === undefined ? 0 : Number(decodeCursor(page.cursor, 1)[0]);
    if (!Number.isSafeInteger(after)) throw invalidCursor();
    const rows = await this.session.read(workspaceId, () =>
      this.recipients.list(workspaceId, campaignId, { filter, after, limit: page.limit + 1 }),
    );
    return toPage(rows, page.limit, { item: ({ seq: _seq, ...row }) => row, cursor: ({ seq }) => [seq] });
  }

  /** The message as it was sent, with sample data, and at each link who clicked. Throws `report.not-sent` before there is one. */
  async clickMap(
    workspaceId: string,
    campaignId: string,
    { variant, locale }: { variant: string | undefined; locale: string },
  ): Promise<string> {
    const { name } = await this.campaigns.get(workspaceId, campaignId);
    const contents = await this.recipients.contents(workspaceId, campaignId);
    const content = contents.find((one) => variant === undefined || one.variant === variant);
    if (content === undefined) throw notSent(name);
    const links = await this.session.read(workspaceId, () => this.reports.links(workspaceId, campaignId));
    const html = await this.messages.html(workspaceId, content.versionId);
    return withClickCounts(
      html,
      links.filter((link) => link.variant === null || link.variant === content.variant),
      { locale },
    );
  }
}
