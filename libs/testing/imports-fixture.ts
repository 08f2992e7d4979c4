import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Global, Module } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { systemActor, type Actor } from '@features/accounts';
import { ContactsService } from '@features/contacts';
import { ContactImportsService, ImportsModule } from '@features/imports';
import { Settings } from '@platform/config';
import { Database, DatabaseModule } from '@platform/database';
import { QueueModule } from '@platform/queue';
import { aTopic } from './factories/topic';
import { aWorkspace } from './factories/workspace';
import { createTestDatabase } from './test-database';
import { testSettings } from './test-settings';

/** Everything that an import may change, in a stable order and without what identifies the run. */
const TABLES = [
  'contacts',
  'contact_fields',
  'contact_tags',
  'tags',
  'notes',
  'companies',
  'contact_events',
  'subscriptions',
  'suppressions',
  'consent_records',
];

/** The real imports module on a database of its own, with a folder for its files. */
export class ImportsFixture {
  constructor(
    readonly app: TestingModule,
    readonly folder: string,
    private readonly drop: () => Promise<void>,
  ) {}

  get database(): Database {
    return this.app.get(Database);
  }

  get imports(): ContactImportsService {
    return this.app.get(ContactImportsService);
  }

  get contacts(): ContactsService {
    return this.app.get(ContactsService);
  }

  /** A fresh workspace with one topic. */
  async aWorkspace(): Promise<{ actor: Actor; topicId: string }> {
    const workspace = await aWorkspace(this.database);
    const topic = await aTopic(this.database, workspace.id);
    return { actor: systemActor(workspace.id, 'tester'), topicId: topic.id };
  }

  /** Writes a file to import and returns its path. */
  async aFile(name: string, content: string | Buffer): Promise<string> {
    const path = join(this.folder, name);
    await writeFile(path, content);
    return path;
  }

  async count(from: string, parameters: unknown[]): Promise<number> {
    const row = await this.database.queryOne<{ n: number }>(`SELECT count(*) AS n FROM ${from}`, parameters);
    return row?.n ?? -1;
  }

  /** All rows of a workspace that imports may touch: equal before and after means that nothing changed. */
  async everything(workspaceId: string): Promise<Record<string, unknown[]>> {
    const tables: Record<string, unknown[]> = {};
    for (const table of TABLES) {
      tables[table] = await this.database.query(
        `SELECT to_jsonb(t) AS row FROM ${table} t WHERE workspace_id = $1 ORDER BY to_jsonb(t)::text`,
        [workspaceId],
      );
    }
    return tables;
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.drop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

export async function startImports(): Promise<ImportsFixture> {
  const testDatabase = await createTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'tidings-imports-'));
  const settings = testSettings({ TIDINGS_DATA_DIR: folder });

  @Global()
  @Module({ providers: [{ provide: Settings, useValue: settings }], exports: [Settings] })
  class TestSettingsModule {}

  const app = await Test.createTestingModule({
    imports: [
      TestSettingsModule,
      DatabaseModule.forRoot({
        url: testDatabase.url,
        poolSize: 6,
        applicationName: 'test',
        onAfterCommitError: (error) => {
          throw error;
        },
      }),
      QueueModule.forRoot({ databaseUrl: testDatabase.url }),
      ImportsModule,
    ],
  }).compile();
  return new ImportsFixture(app, folder, testDatabase.drop);
}
