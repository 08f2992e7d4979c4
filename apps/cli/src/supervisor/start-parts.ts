import { join } from 'node:path';
import { loadSettings, type Settings, type StartSettings } from '@platform/config';
import { migrateDatabase } from '@platform/database';
import { startPostgres } from '@platform/embedded-postgres';
import { takeDataFolder, type DataFolder } from '../installation/data-folder';
import { provideSecret } from '../installation/provide-secret';
import { localMailboxUrl } from '../installation/with-installation';
import type { Terminal } from '../terminal';
import { checkPorts } from './check-ports';
import { ChildProcess, type ChildListener, type ChildPlan } from './child-process';
import { neededPorts, planChildren } from './plan-children';
import type { Shutdown } from './shutdown';

export interface StartInput {
  settings: StartSettings;
  env: Record<string, string | undefined>;
  /** Folder of the compiled program. */
  dist: string;
  terminal: Terminal;
  shutdown: Shutdown;
  listener: ChildListener;
  /** Called when something without which nothing works ends by itself. */
  onFatal: (message: string) => void;
}

/** Starts every part in order, each line with its time, and returns the settings that came of it. */
export async function startParts(input: StartInput): Promise<Settings> {
  const { settings, shutdown, terminal } = input;
  const { folder, release, wasKilled } = takeDataFolder(settings.dataDir);
  shutdown.add({ name: 'data folder', stop: release, isInstant: true });
  // Parts of a killed copy end by themselves, the worker after finishing what it has in hand.
  await checkPorts(neededPorts(settings), wasKilled ? 12_000 : 0);
  const secret = settings.secret ?? ownSecret(folder, terminal);
  const environment = childEnvironment(input, folder, secret);
  const plans = planChildren({
    settings,
    folder,
    dist: input.dist,
    env: environment,
  });
  const [databaseUrl] = await Promise.all([
    startDatabase(input, folder).then((url) => migrate(url, terminal)),
    plans.mailbox && startChild(input, plans.mailbox, 'keeps all mail on this machine'),
  ]);
  const withDatabase = (plan: ChildPlan) => ({ ...plan, env: { ...plan.env, DATABASE_URL: databaseUrl } });
  await Promise.all([
    startChild(input, withDatabase(plans.worker), 'sends campaigns'),
    startChild(input, withDatabase(plans.api), settings.http.appUrl),
  ]);
  return loadSettings({ ...environment, DATABASE_URL: databaseUrl });
}

/** What the processes find in their environment, DATABASE_URL apart. */
function childEnvironment(
  input: StartInput,
  folder: DataFolder,
  secret: string,
): Record<string, string | undefined> {
  const { settings } = input;
  return {
    NODE_ENV: 'production',
    ...input.env,
    APP_SECRET: secret,
    SMTP_URL: settings.smtp.url ?? localMailboxUrl(settings.mailbox.smtpPort),
    TIDINGS_DATA_DIR: folder.path,
    // Lines for the log files and for us to read; the terminal gets them in a form for people.
    LOG_PRETTY: 'false',
  };
}

function ownSecret(folder: DataFolder, terminal: Terminal): string {
  const { secret, isNew } = provideSecret(folder.secret);
  if (isNew)
    terminal.note(
      `APP_SECRET is not set: made one and kept it in ${folder.secret}. Back it up with the data.`,
    );
  return secret;
}

async function startDatabase(input: StartInput, folder: DataFolder): Promise<string> {
  const given = input.settings.database.url;
  if (given) {
    input.terminal.done({ name: 'database', detail: `${new URL(given).host} (DATABASE_URL)`, ms: 0 });
    return given;
  }
  let url = '';
  await input.terminal.step('database', async () => {
    const log = (message: string) => input.terminal.note(message);
    const starting = startPostgres({ dataDir: folder.postgres, port: 'free', log });
    // Added before it is ready, so that Ctrl-C during the start waits for it and stops it.
    input.shutdown.add({
      name: 'database',
      stop: async () => (await starting.catch(() => undefined))?.stop(),
    });
    const server = await starting;
    server.onUnexpectedExit(input.onFatal);
    url = server.url;
    return `built-in PostgreSQL on port ${server.port}`;
  });
  return url;
}

async function migrate(url: string, terminal: Terminal): Promise<string> {
  await terminal.step('schema', async () => {
    let applied = 0;
    await migrateDatabase({ url, onApplied: () => (applied += 1) });
    return applied === 0 ? 'up to date' : `${applied} migrations applied`;
  });
  return url;
}

async function startChild(input: StartInput, plan: ChildPlan, detail: string): Promise<void> {
  const child = new ChildProcess(plan, input.listener);
  input.shutdown.add({ name: plan.name, stop: () => child.stop(), kill: () => child.kill() });
  await input.terminal.step(plan.name, async () => {
    await child.start();
    return detail;
  });
}

/** Folder of the compiled program, seen from this file inside it. */
export const DIST = join(__dirname, '../../../..');
