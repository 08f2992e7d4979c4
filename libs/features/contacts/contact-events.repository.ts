import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type { ContactChange } from './contact-changes';

/**
 * Writes the changes of contacts as events, in the transaction of the change: the history of a contact, and
 * what sequences start from. (The events feature stands later in the dependency order; the table is shared.)
 */
@Injectable()
export class ContactEventsRepository {
  constructor(private readonly database: Database) {}

  /** One `contact.changed` event per field. */
  async recordChanges(workspaceId: string, contactId: string, changes: ContactChange[]): Promise<void> {
    await this.recordEach(
      workspaceId,
      changes.map((change) => ({ contactId, change })),
    );
  }

  /** The same for changes of several contacts. */
  async recordEach(
    workspaceId: string,
    changes: readonly { contactId: string; change: ContactChange }[],
  ): Promise<void> {
    if (changes.length === 0) return;
    await this.insert(
      workspaceId,
      changes.map(({ contactId, change }) => ({
        contactId,
        name: 'contact.changed',
        properties: { ...change },
      })),
    );
  }

  private async insert(
    workspaceId: string,
    events: { contactId: string; name: string; properties: object }[],
  ): Promise<void> {
    await this.database.execute(
      `INSERT INTO contact_events (workspace_id, contact_id, name, properties, occurred_at)
       SELECT $1, event."contactId", event.name, event.properties, now()
       FROM jsonb_to_recordset($2::jsonb) AS event ("contactId" uuid, name text, properties jsonb)`,
      [workspaceId, JSON.stringify(events)],
    );
  }
}
