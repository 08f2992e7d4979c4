import { Injectable } from '@nestjs/common';
import { idCursor, toPage, type Page, type PageRequest } from '@platform/paging';
import type { Actor } from './actor';
import { AuditRepository, type AuditEntry, type AuditFilter, type AuditRecord } from './audit.repository';

/** The append-only trail of who changed what. */
@Injectable()
export class AuditService {
  constructor(private readonly entries: AuditRepository) {}

  /** Call it inside the transaction of the change itself, so that neither exists without the other. */
  async record(actor: Actor, record: AuditRecord): Promise<void> {
    await this.entries.insert(actor, record);
  }

  /** Newest first. */
  async list(workspaceId: string, filter: AuditFilter, page: PageRequest): Promise<Page<AuditEntry>> {
    const rows = await this.entries.list(workspaceId, filter, {
      before: idCursor(page),
      limit: page.limit + 1,
    });
    return toPage(rows, page.limit, { item: (entry) => entry, cursor: (entry) => [entry.id] });
  }
}
