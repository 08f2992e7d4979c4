import { assertSchemaCompatibility, runMigrations } from 'bullmq';
import type { Client } from 'pg';

/** The schema BullMQ's PostgreSQL backend lives in, apart from our tables. */
export const QUEUE_SCHEMA = 'bullmq';

/** BullMQ's own migrations; they run here because "the schema" is one thing to whoever operates Tidings. */
export async function migrateQueueSchema(client: Client): Promise<void> {
  await runMigrations(client, QUEUE_SCHEMA);
}

export async function assertQueueSchemaCurrent(client: Client): Promise<void> {
  await assertSchemaCompatibility(client, QUEUE_SCHEMA);
}
