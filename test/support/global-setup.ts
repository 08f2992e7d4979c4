import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { startPostgres as StartPostgres } from '@platform/embedded-postgres';
import type { prepareTemplate as PrepareTemplate } from '@testing';

/** What the teardown has to end, kept on the process because both files are loaded separately. */
export interface TestServer {
  stop: () => Promise<void>;
}

declare global {
  var tidingsTestServer: TestServer | undefined;
}

/**
 * Starts one throw-away PostgreSQL for the whole run (or takes DATABASE_URL_FOR_TESTS) and migrates the template that
 * `createTestDatabase` copies. Runs once, also when several projects name it.
 */
export default async function globalSetup(): Promise<void> {
  if (globalThis.tidingsTestServer) return;
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  require('./run-typescript.cjs');
  // Loaded only now: jest does not apply its aliases to this file.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { startPostgres } = require('../../libs/platform/embedded-postgres') as {
    startPostgres: typeof StartPostgres;
  };
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const testing = require('../../libs/testing') as { prepareTemplate: typeof PrepareTemplate };

  const own = process.env.DATABASE_URL_FOR_TESTS;
  const dataDir = own ? undefined : mkdtempSync(join(tmpdir(), 'tidings-test-'));
  const server = dataDir
    ? await startPostgres({ dataDir, port: 'free', fast: true, deleteAtEnd: true })
    : { url: own ?? '', stop: async () => undefined };
  try {
    const template = await testing.prepareTemplate(server.url);
    process.env.TEST_DATABASE_SERVER = server.url;
    process.env.TEST_DATABASE_TEMPLATE = template.name;
    const stop = async () => {
      if (own) await template.drop();
      await server.stop();
    };
    globalThis.tidingsTestServer = { stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
}
