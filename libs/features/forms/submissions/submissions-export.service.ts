import { Injectable } from '@nestjs/common';
import { AuditService, type Actor } from '@features/accounts';
import { toLine, type AttributeValue } from '@features/contacts';
import { Database } from '@platform/database';
import { formNotFound } from '../forms.errors';
import { FormsRepository } from '../forms.repository';
import type { SubmissionRow } from './submission';
import { SubmissionListRepository, type SubmissionFilter } from './submission-list.repository';

const EXPORT_PAGE = 500;

/** What was sent to a form as a file. */
@Injectable()
export class SubmissionsExport {
  constructor(
    private readonly database: Database,
    private readonly forms: FormsRepository,
    private readonly submissions: SubmissionListRepository,
    private readonly audit: AuditService,
  ) {}

  /**
   * CSV by parts, newest first, one column per question of the draft and of what was answered. Cells that a spreadsheet would
   * run as a formula are quoted. Stands in the audit trail. @throws DomainError `form.not-found` before the first part
   */
  async *csv(actor: Actor, formId: string, filter: SubmissionFilter): AsyncGenerator<string> {
    const { workspaceId } = actor;
    const form = await this.forms.find(workspaceId, formId);
    if (form === null) throw formNotFound(formId);
    const names = form.draft.fields.map(({ name }) => name);
    // Goes with the first rows: what cannot be searched for is a clear error then, and no file that breaks off.
    let head = line([...HEAD, ...names.map((name) => `answer.${name}`)]);
    for (let before: string | null = null; ;) {
      const rows: SubmissionRow[] = await this.submissions.list(workspaceId, formId, {
        ...filter,
        before,
        limit: EXPORT_PAGE,
      });
      if (before === null) await this.record(actor, formId);
      const lines = rows.map((row) =>
        line([...cellsOf(row), ...names.map((name) => textOf(row.answers[name]))]),
      );
      yield head + lines.join('');
      head = '';
      before = rows.at(-1)?.id ?? null;
      if (rows.length < EXPORT_PAGE) return;
    }
  }

  private async record(actor: Actor, formId: string): Promise<void> {
    await this.database.transaction(() =>
      this.audit.record(actor, { action: 'form.submissions-exported', targetKind: 'form', targetId: formId }),
    );
  }
}

const HEAD = [
  ...[
    'id',
    'status',
    'submitted_at',
    'confirmed_at',
    'email',
    'contact_id',
    'version',
    'language',
    'channel',
    'score',
  ],
  ...['utm_source', 'utm_medium', 'utm_campaign', 'page', 'referrer', 'topics'],
];

function cellsOf(row: SubmissionRow): string[] {
  const { utm = {}, page = '', referrer = '' } = row.source;
  return [
    row.id,
    row.status,
    row.createdAt.toISOString(),
    row.confirmedAt?.toISOString() ?? '',
    row.email ?? '',
    row.contactId ?? '',
    String(row.version),
    row.language,
    row.channel,
    String(row.score),
    ...['source', 'medium', 'campaign'].map((key) => utm[key] ?? ''),
    page,
    referrer,
    row.consents.map(({ topicId }) => topicId).join(' '),
  ];
}

function textOf(value: AttributeValue | undefined): string {
  if (value === undefined) return '';
  return Array.isArray(value) ? value.join(', ') : String(value);
}

function line(cells: string[]): string {
  return toLine(cells, { raw: false });
}
