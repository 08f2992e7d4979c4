import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';

/** What other systems are told about a contact. */
export interface ContactSummary {
  id: string;
  email: string;
  firstName: string | null;
  lastName: string | null;
  attributes: Record<string, unknown>;
  tags: string[];
}

/** Contacts as webhooks describe them. */
@Injectable()
export class ContactFactsRepository {
  constructor(private readonly db: Database) {}

  async summaries(workspaceId: string, contactIds: readonly string[]): Promise<Map<string, ContactSummary>> {
    const rows = await this.db.query<ContactSummary>(
      `SELECT c.id, c.email, c.first_name AS "firstName", c.last_name AS "lastName", c.attributes,
         ARRAY(SELECT t.name FROM contact_tags ct JOIN tags t ON t.id = ct.tag_id WHERE ct.contact_id = c.id ORDER BY t.name_key) AS tags
       FROM contacts c WHERE c.workspace_id = $1 AND c.id = ANY ($2::uuid[])`,
      [workspaceId, contactIds],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }
}
