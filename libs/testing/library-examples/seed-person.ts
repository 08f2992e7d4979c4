import { randomUUID } from 'node:crypto';
import { CompaniesRepository } from '@features/contacts';
import type { Database } from '@platform/database';
import { aContact } from '../factories/contact';
import { anEvent } from '../factories/event';
import { daysAgo, type Person } from './person';

const COMPUTED = {
  rfm_group: 'not-enough-data',
  churn_risk: 'not-enough-data',
  lifecycle_stage: 'subscriber',
};

/** Writes somebody with all that they are, have and did; `firstName` tells them apart. */
export async function seedPerson(
  database: Database,
  workspaceId: string,
  { firstName, person }: { firstName: string; person: Person },
): Promise<void> {
  const { employer, createdDaysAgo = 0, did = [], mailed = false, computed, ...fields } = person;
  const name = employer && `Company ${randomUUID()}`;
  if (name) await new CompaniesRepository(database).upsert(workspaceId, { name, ...employer });
  const company = name === undefined ? {} : { company: name };
  const { id } = await aContact(database, workspaceId, { firstName, ...fields, ...company });
  await database.execute('UPDATE contacts SET created_at = $3 WHERE workspace_id = $1 AND id = $2', [
    workspaceId,
    id,
    daysAgo(createdDaysAgo),
  ]);
  for (const { daysAgo: ago = 1, ...deed } of did) {
    await anEvent(database, workspaceId, { contactId: id, ...deed, occurredAt: daysAgo(ago) });
  }
  if (mailed) await sendTo(database, workspaceId, id);
  if (computed) await compute(database, { workspaceId, id, columns: { ...COMPUTED, ...computed } });
}

async function sendTo(database: Database, workspaceId: string, contactId: string): Promise<void> {
  await database.execute(
    `INSERT INTO deliveries (workspace_id, message_id, contact_id, email, status, handed_over_at, finished_at, created_at)
     VALUES ($1, uuidv7(), $2, 'x@example.com', 'accepted', $3, $3, $3)`,
    [workspaceId, contactId, daysAgo(10)],
  );
}

async function compute(
  database: Database,
  { workspaceId, id, columns }: { workspaceId: string; id: string; columns: Record<string, unknown> },
): Promise<void> {
  await database.execute(
    `INSERT INTO computed_values SELECT (jsonb_populate_record(NULL::computed_values, $1::jsonb)).*`,
    [JSON.stringify({ workspace_id: workspaceId, contact_id: id, computed_at: new Date(), ...columns })],
  );
}
