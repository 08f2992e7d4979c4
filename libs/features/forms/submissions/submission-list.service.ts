import { Injectable } from '@nestjs/common';
import { Settings } from '@platform/config';
import { idCursor, toPage, type Page, type PageRequest } from '@platform/paging';
import { TokenSigner } from '@platform/tokens';
import { ContactsRepository } from '@features/contacts';
import { notFound } from '@platform/errors';
import { formNotFound, submissionNotFound } from '../forms.errors';
import { FormsRepository } from '../forms.repository';
import { IDENTITY_DAYS, identityToken } from './form-tokens';
import type { SubmissionRow } from './submission';
import {
  SubmissionListRepository,
  type FunnelCounts,
  type SubmissionFilter,
} from './submission-list.repository';

/** Submissions as marketers look at them. */
@Injectable()
export class SubmissionListService {
  constructor(
    private readonly forms: FormsRepository,
    private readonly submissions: SubmissionListRepository,
    private readonly contacts: ContactsRepository,
    private readonly signer: TokenSigner,
    private readonly settings: Settings,
  ) {}

  /** Newest first. @throws DomainError `form.not-found` */
  async list(
    workspaceId: string,
    formId: string,
    page: PageRequest & { filter: SubmissionFilter },
  ): Promise<Page<SubmissionRow>> {
    await this.assertForm(workspaceId, formId);
    const rows = await this.submissions.list(workspaceId, formId, {
      ...page.filter,
      before: idCursor(page),
      limit: page.limit + 1,
    });
    return toPage(rows, page.limit, { item: (row) => row, cursor: (row) => [row.id] });
  }

  /** @throws DomainError `form.not-found`, `form-submission.not-found` */
  async get(workspaceId: string, formId: string, id: string): Promise<SubmissionRow> {
    await this.assertForm(workspaceId, formId);
    const row = await this.submissions.find(workspaceId, formId, id);
    if (row === null) throw submissionNotFound(id);
    return row;
  }

  /** @throws DomainError `form.not-found` */
  async funnel(
    workspaceId: string,
    formId: string,
    period: { from: Date | null; until: Date | null },
  ): Promise<FunnelCounts> {
    await this.assertForm(workspaceId, formId);
    return this.submissions.funnel(workspaceId, formId, period);
  }

  /** A link to the form that says who fills it in: for this one contact. @throws DomainError `form.not-found`, `contact.not-found` */
  async linkFor(
    workspaceId: string,
    { formId, contactId }: { formId: string; contactId: string },
    now = new Date(),
  ): Promise<{ url: string; expiresAt: Date }> {
    const form = await this.forms.find(workspaceId, formId);
    if (form === null) throw formNotFound(formId);
    if ((await this.contacts.find(workspaceId, contactId)) === null) throw notFound('contact', contactId);
    const expiresAt = new Date(now.getTime() + IDENTITY_DAYS * DAY_MS);
    const token = identityToken(this.signer, { formId, contactId, expiresAt });
    return { url: `${this.settings.http.appUrl}/f/${form.slug}?identity=${token}`, expiresAt };
  }

  private async assertForm(workspaceId: string, formId: string): Promise<void> {
    if ((await this.forms.find(workspaceId, formId)) === null) throw formNotFound(formId);
  }
}

const DAY_MS = 24 * 3600_000;
