import type { INestApplicationContext } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { CampaignSendingModule } from '@features/campaigns';
import { Database } from '@platform/database';
import { FoundationModule } from '@platform/foundation';
import { createLogger } from '@platform/logging';
import { createTestDatabase } from '../test-database';
import { testSettings } from '../test-settings';

/** What a worker knows of campaigns, on a throw-away database, with its queue but without anybody who takes jobs. */
export interface CampaignServices {
  database: Database;
  get<T>(type: abstract new (...args: never[]) => T): T;
  close(): Promise<void>;
}

export async function campaignServices(): Promise<CampaignServices> {
  const server = await createTestDatabase();
  const app: INestApplicationContext = await Test.createTestingModule({
    imports: [
      FoundationModule.forProcess({
        process: 'test',
        settings: testSettings({ DATABASE_URL: server.url }),
        logger: createLogger({ name: 'test', level: 'silent', pretty: false }),
        poolSize: 8,
      }),
      CampaignSendingModule,
    ],
  }).compile();
  await app.init();
  return {
    database: app.get(Database),
    get: (type) => app.get(type, { strict: false }),
    close: async () => {
      await app.close();
      await server.drop();
    },
  };
}
