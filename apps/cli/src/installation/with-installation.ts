import { loadSettings, loadStartSettings, processEnvironment, type Settings } from '@platform/config';
import { migrateDatabase } from '@platform/database';
import { findRunningPostgres, startPostgres } from '@platform/embedded-postgres';
import { makeDataFolder, type DataFolder } from './data-folder';
import { provideSecret } from './provide-secret';

/**
 * Runs a one-shot command against this installation: the database of DATABASE_URL, else that of the copy that is
 * running now, else the built-in one, which is started (and migrated) for the time of the command.
 */
export async function withInstallation<T>(work: (settings: Settings) => Promise<T>): Promise<T> {
  const env = processEnvironment();
  const start = loadStartSettings(env);
  return withDatabase(async ({ url, isOurs }) => {
    if (isOurs) await migrateDatabase({ url });
    const secret = start.secret ?? provideSecret(makeDataFolder(start.dataDir).secret).secret;
    const smtpUrl = start.smtp.url ?? localMailboxUrl(start.mailbox.smtpPort);
    return work(loadSettings({ ...env, DATABASE_URL: url, APP_SECRET: secret, SMTP_URL: smtpUrl }));
  });
}

/** The same for what only needs the database, which may be empty. `isOurs`: it was started for this command. */
export async function withDatabase<T>(
  work: (database: { url: string; isOurs: boolean }) => Promise<T>,
): Promise<T> {
  const { database, dataDir } = loadStartSettings();
  if (database.url) return work({ url: database.url, isOurs: false });
  const folder: DataFolder = makeDataFolder(dataDir);
  const running = findRunningPostgres(folder.postgres);
  if (running) return work({ url: running.url, isOurs: false });
  const server = await startPostgres({ dataDir: folder.postgres, port: 'free' });
  try {
    return await work({ url: server.url, isOurs: true });
  } finally {
    await server.stop();
  }
}

/** Where mail goes while no SMTP server is set. */
export function localMailboxUrl(smtpPort: number): string {
  return `smtp://127.0.0.1:${smtpPort}`;
}
