import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { migrateDatabase } from '@platform/database';
import { startPostgres } from '@platform/embedded-postgres';

export interface Stage {
  url: string;
  /** A connection for set-up and measuring. */
  sql: Client;
  /** Scratch folder, removed at the end. */
  folder: string;
  stop(): Promise<void>;
}

const SETTINGS = { shared_buffers: '1GB', max_wal_size: '8GB', checkpoint_timeout: '30min' };

/** A migrated, empty database on its own PostgreSQL with production durability (fsync on). */
export async function openStage({ statements = false }: { statements?: boolean } = {}): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'tidings-bench-'));
  const server = await startPostgres({
    dataDir: join(folder, 'postgres'),
    port: 'free',
    settings: {
      ...SETTINGS,
      ...(statements
        ? { shared_preload_libraries: 'pg_stat_statements', 'pg_stat_statements.track_planning': 'on' }
        : {}),
    },
    deleteAtEnd: true,
  });
  await migrateDatabase({ url: server.url });
  const sql = new Client({ connectionString: server.url });
  await sql.connect();
  if (statements) await sql.query('CREATE EXTENSION pg_stat_statements');
  return {
    url: server.url,
    sql,
    folder,
    stop: async () => {
      await sql.end();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
