import { Injectable } from '@nestjs/common';
import { AuditService, type Actor } from '@features/accounts';
import { Database } from '@platform/database';
import { notFound } from '@platform/errors';
import { BulkContactRepositories } from './bulk-contacts.repositories';
import type { ContactFilter } from './contact';
import { checkTags } from './contact-input';

/**
 * Tags, untags and erases many contacts at once: those given by id, or all that match a filter. Each operation is one
 * transaction of set-based statements and one audit entry.
 */
@Injectable()
export class BulkContactsService {
  constructor(
    private readonly database: Database,
    private readonly repositories: BulkContactRepositories,
    private readonly audit: AuditService,
  ) {}

  /** Returns how many contacts got at least one of the tags. */
  async tag(actor: Actor, filter: ContactFilter, names: string[]): Promise<number> {
    const checked = checkTags(names);
    return this.run(actor, filter, { action: 'contacts.tagged', details: { tags: checked } }, async () => {
      const tagIds = await this.repositories.tags.ensure(actor.workspaceId, checked);
      return this.repositories.selection.addTags(actor.workspaceId, tagIds);
    });
  }

  /** Returns how many contacts lost at least one of the tags. */
  async untag(actor: Actor, filter: ContactFilter, names: string[]): Promise<number> {
    return this.run(actor, filter, { action: 'contacts.untagged', details: { tags: names } }, () =>
      this.repositories.selection.removeTags(actor.workspaceId, names),
    );
  }

  /** Erases for good (see `ContactErasureRepository`); returns how many. `reason` is for the audit trail. */
  async erase(actor: Actor, filter: ContactFilter, reason: string): Promise<number> {
    return this.run(actor, filter, { action: 'contacts.erased', details: { reason } }, () =>
      this.repositories.erasure.eraseSelected(actor.workspaceId),
    );
  }

  /** Erases one contact; throws `contact.not-found`. The audit entry names the id, never the address. */
  async eraseOne(actor: Actor, id: string, reason: string): Promise<void> {
    await this.database.transaction(async () => {
      const found = await this.repositories.selection.select(actor.workspaceId, [], { ids: [id] });
      if (found === 0) throw notFound('contact', id);
      await this.repositories.erasure.eraseSelected(actor.workspaceId);
      await this.audit.record(actor, {
        action: 'contact.erased',
        targetKind: 'contact',
        targetId: id,
        details: { reason },
      });
    });
  }

  /**
   * Forgets contacts who never confirmed: as `erase`, but their addresses are kept nowhere, so that they may come back. Returns
   * how many there still were. At most some thousand ids.
   */
  async forget(actor: Actor, ids: string[], reason: string): Promise<number> {
    return this.run(actor, { ids }, { action: 'contacts.forgotten', details: { reason } }, () =>
      this.repositories.erasure.eraseSelected(actor.workspaceId, { suppress: false }),
    );
  }

  private async run(
    actor: Actor,
    filter: ContactFilter,
    entry: { action: string; details: Record<string, unknown> },
    work: () => Promise<number>,
  ): Promise<number> {
    return this.database.transaction(async () => {
      const fields = await this.repositories.fields.list(actor.workspaceId);
      const selected = await this.repositories.selection.select(actor.workspaceId, fields, filter);
      const changed = await work();
      await this.audit.record(actor, {
        action: entry.action,
        targetKind: 'contacts',
        targetId: null,
        details: { ...entry.details, selected, changed },
      });
      return changed;
    });
  }
}
