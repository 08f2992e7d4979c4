import { Injectable } from '@nestjs/common';
import { Database, translateViolations } from '@platform/database';
import { notFound } from '@platform/errors';
import { AddressHasher } from './address-hasher';
import type { Contact } from './contact';
import { findChanges, type ContactWrite } from './contact-changes';
import { ContactEventsRepository } from './contact-events.repository';
import { profileColumns, profileKeys } from './contact-profile';
import { contactSelect, toContact, type ContactRow } from './contact-row';
import { emailTaken } from './contacts.errors';
import { toRenderContext, type RenderContext } from './render-context';

type Assignments = Record<string, unknown>;

const INSERTED = ['email', 'email_key', 'address_hash', ...Object.values(profileColumns), 'company_id'].join(
  ', ',
);

/**
 * The lock keeps the workspace from being deleted until the contacts are there to be deleted with it. In the order of addresses,
 * so that two transactions with the same people never wait for each other in a circle.
 */
const INSERT_MISSING = `
  INSERT INTO contacts (workspace_id, source, ${INSERTED}, attributes)
  SELECT $1, $2, ${INSERTED}, jsonb_strip_nulls(attributes)
  FROM jsonb_populate_recordset(NULL::contacts, $3::jsonb), (SELECT FROM workspaces WHERE id = $1 FOR KEY SHARE) AS workspace
  ORDER BY email_key
  ON CONFLICT (workspace_id, email_key) DO NOTHING RETURNING id, email_key`;

/** Single contacts by id and address. Lists, bulk work, export and erasure have repositories of their own. */
@Injectable()
export class ContactsRepository {
  constructor(
    private readonly database: Database,
    private readonly addresses: AddressHasher,
    private readonly events: ContactEventsRepository,
  ) {}

  async find(workspaceId: string, id: string): Promise<Contact | null> {
    const row = await this.database.queryOne<ContactRow>(
      `${contactSelect} WHERE c.workspace_id = $1 AND c.id = $2`,
      [workspaceId, id],
    );
    return row && toContact(row);
  }

  async get(workspaceId: string, id: string): Promise<Contact> {
    const contact = await this.find(workspaceId, id);
    if (!contact) throw notFound('contact', id);
    return contact;
  }

  /** By the address key that `parseEmailAddress` returns. */
  async findByEmailKey(workspaceId: string, emailKey: string): Promise<Contact | null> {
    const row = await this.database.queryOne<ContactRow>(
      `${contactSelect} WHERE c.workspace_id = $1 AND c.email_key = $2`,
      [workspaceId, emailKey],
    );
    return row && toContact(row);
  }

  /** As `get`, and keeps other writers of this contact waiting until the transaction ends. */
  async getForUpdate(workspaceId: string, id: string): Promise<Contact> {
    await this.database.query('SELECT FROM contacts WHERE workspace_id = $1 AND id = $2 FOR UPDATE', [
      workspaceId,
      id,
    ]);
    return this.get(workspaceId, id);
  }

  /** Throws not-found unless the contact exists in this workspace. */
  async assertExists(workspaceId: string, id: string): Promise<void> {
    const row = await this.database.queryOne('SELECT 1 FROM contacts WHERE workspace_id = $1 AND id = $2', [
      workspaceId,
      id,
    ]);
    if (!row) throw notFound('contact', id);
  }

  /**
   * The new contact's id, or null when the address is already there (also when another transaction inserts it at
   * this moment: then this waits for that one).
   */
  async insert(workspaceId: string, write: ContactWrite, source: string): Promise<string | null> {
    const made = await this.insertMissing(workspaceId, [write], source);
    return made.get(write.email?.key ?? '') ?? null;
  }

  /** The ids of new contacts by address key. As `insert`: addresses that are already there are not among them. */
  async insertMissing(
    workspaceId: string,
    writes: readonly ContactWrite[],
    source: string,
  ): Promise<Map<string, string>> {
    const rows = writes.map((write) => ({
      ...this.assignments(workspaceId, write),
      address_hash: `\\x${this.addresses.hex(workspaceId, write.email?.key ?? '')}`,
      attributes: write.attributes,
    }));
    const made = await this.database.query<{ id: string; email_key: string }>(INSERT_MISSING, [
      workspaceId,
      source,
      JSON.stringify(rows),
    ]);
    return new Map(made.map(({ id, email_key }) => [email_key, id]));
  }

  /** The ids of contacts by address key; those that do not exist are not among them. */
  async idsByEmailKey(workspaceId: string, emailKeys: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.database.query<{ id: string; email_key: string }>(
      'SELECT id, email_key FROM contacts WHERE workspace_id = $1 AND email_key = ANY ($2::text[])',
      [workspaceId, emailKeys],
    );
    return new Map(rows.map(({ id, email_key }) => [email_key, id]));
  }

  /**
   * Writes the given values and a `contact.changed` event per field that differs from `before`, which the caller
   * has locked. Throws `contact.email-taken` when a new address belongs to another contact.
   */
  async update(before: Contact, write: ContactWrite): Promise<void> {
    const changes = findChanges(before, write);
    if (changes.length === 0) return;
    const { workspaceId, id } = before;
    const values = this.assignments(workspaceId, write);
    const columns = Object.keys(values).map((column, index) => `${column} = $${index + 4}, `);
    await translateViolations({ uq_contacts_email: emailTaken }, () =>
      this.database.execute(
        `UPDATE contacts SET ${columns.join('')} attributes = jsonb_strip_nulls(attributes || $3::jsonb), updated_at = now()
         WHERE workspace_id = $1 AND id = $2`,
        [workspaceId, id, JSON.stringify(write.attributes), ...Object.values(values)],
      ),
    );
    await this.events.recordChanges(workspaceId, id, changes);
  }

  /** What templates may show of each contact. Unknown ids are left out of the map. */
  async renderContexts(workspaceId: string, ids: string[]): Promise<Map<string, RenderContext>> {
    const rows = await this.database.query<ContactRow & { company: object | null }>(
      `${contactSelect.replace('co.name AS company_name', RENDER_COLUMNS)}
       WHERE c.workspace_id = $1 AND c.id = ANY ($2::uuid[])`,
      [workspaceId, ids],
    );
    return new Map(rows.map((row) => [row.id, toRenderContext(toContact(row), row.company)]));
  }

  private assignments(workspaceId: string, write: ContactWrite): Assignments {
    const values: Assignments = {};
    if (write.email) {
      values['email'] = write.email.address;
      values['email_key'] = write.email.key;
      values['address_hash'] = this.addresses.hash(workspaceId, write.email.key);
    }
    for (const key of profileKeys) {
      if (write.profile[key] !== undefined) values[profileColumns[key]] = write.profile[key];
    }
    if (write.company !== undefined) values['company_id'] = write.company?.id ?? null;
    return values;
  }
}

const RENDER_COLUMNS = `co.name AS company_name, CASE WHEN co.id IS NOT NULL THEN jsonb_build_object('name', co.name,
  'domain', co.domain, 'industry', co.industry, 'employees', co.employees, 'annualRevenue', co.annual_revenue,
  'country', co.country, 'city', co.city) END AS company`;
