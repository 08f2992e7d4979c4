import 'reflect-metadata';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { Environment } from './environment';
import { SettingsError, type SettingsProblem } from './settings-error';
import { Settings, type LogSettings, type StartSettings } from './settings';

type EnvironmentRecord = Record<string, string | undefined>;

/** Names of every environment variable Tidings reads. */
export const SETTING_KEYS: readonly string[] = Object.keys(new Environment());

const REQUIRED: SettingsProblem[] = [
  {
    key: 'APP_SECRET',
    problem: 'is missing: a random text of at least 32 characters. Make one with: openssl rand -hex 32',
  },
  {
    key: 'DATABASE_URL',
    problem: 'is missing, for example postgres://tidings:password@localhost:5432/tidings',
  },
  {
    key: 'SMTP_URL',
    problem:
      'is missing: the server that sends the mail, for example smtp://user:password@mail.example.com:587',
  },
];

/**
 * Reads and checks the settings of api and worker. Without an argument: the process environment, completed from
 * `.env` in the working directory. Throws a SettingsError that lists every bad key.
 */
export function loadSettings(env?: EnvironmentRecord): Settings {
  const { values, problems } = parse(env ?? processEnvironment());
  const bad = new Set(problems.map(({ key }) => key));
  const missing = REQUIRED.filter(
    ({ key }) => values[key as keyof Environment] === undefined && !bad.has(key),
  );
  if (problems.length + missing.length > 0) throw new SettingsError([...problems, ...missing]);
  return new Settings(toSettings(values) as Settings);
}

/** The same settings for `npm start` and the commands, where database, secret and mail server may be left out. */
export function loadStartSettings(env?: EnvironmentRecord): StartSettings {
  const { values, problems } = parse(env ?? processEnvironment());
  if (problems.length > 0) throw new SettingsError(problems);
  return toSettings(values);
}

/** `env` completed from the file `.env` in `folder`, if there is one; variables already set win. */
export function processEnvironment(
  folder = process.cwd(),
  env: EnvironmentRecord = process.env,
): EnvironmentRecord {
  const file = join(folder, '.env');
  return existsSync(file) ? { ...parseEnv(readFileSync(file, 'utf8')), ...env } : { ...env };
}

function parse(env: EnvironmentRecord): { values: Environment; problems: SettingsProblem[] } {
  // An empty value means "not set": compose files and shells pass variables on that way.
  const given = SETTING_KEYS.map((key) => [key, env[key]?.trim()] as const).filter(([, value]) => value);
  const values = plainToInstance(Environment, Object.fromEntries(given), { exposeDefaultValues: true });
  const invalid = validateSync(values, { forbidUnknownValues: false }).map(toProblem);
  return { values, problems: [...invalid, ...unknownKeys(env)] };
}

function toProblem({ property, constraints }: ValidationError): SettingsProblem {
  return { key: property, problem: Object.values(constraints ?? {}).join(' and ') };
}

function unknownKeys(env: EnvironmentRecord): SettingsProblem[] {
  return Object.keys(env)
    .filter((key) => key.startsWith('TIDINGS_') && !SETTING_KEYS.includes(key))
    .map((key) => ({ key, problem: 'is not a setting of Tidings. Remove it, or correct its name' }));
}

function toSettings(env: Environment): StartSettings {
  const appUrl = new URL(env.APP_URL ?? `http://localhost:${env.PORT}`).origin;
  return {
    http: { port: env.PORT, host: env.LISTEN_HOST, appUrl, trustProxy: env.TRUST_PROXY },
    secret: env.APP_SECRET,
    dataDir: resolve(env.TIDINGS_DATA_DIR),
    database: { url: env.DATABASE_URL, poolSize: env.DATABASE_POOL_SIZE },
    redis: { url: env.REDIS_URL },
    smtp: {
      url: env.SMTP_URL,
      connections: env.SMTP_CONNECTIONS,
      connectTimeoutMs: env.SMTP_CONNECT_TIMEOUT_MS,
      timeoutMs: env.SMTP_TIMEOUT_MS,
      privateHosts: env.SMTP_PRIVATE_HOSTS,
    },
    dns: { servers: env.DNS_SERVERS },
    messages: {
      perMinute: env.MESSAGES_PER_MINUTE,
      perMinutePerKey: env.MESSAGES_PER_MINUTE_PER_KEY,
      perHourPerRecipient: env.MESSAGES_PER_HOUR_PER_RECIPIENT,
      retentionDays: env.MESSAGE_RETENTION_DAYS,
    },
    sequences: { logRetentionDays: env.SEQUENCE_LOG_RETENTION_DAYS },
    forms: {
      postsPerMinutePerNetwork: env.FORM_POSTS_PER_MINUTE_PER_NETWORK,
      confirmationsPerHour: env.FORM_CONFIRMATIONS_PER_HOUR,
    },
    assets: { maxMegabytes: env.ASSET_MAX_MEGABYTES },
    webhooks: { privateHosts: env.WEBHOOK_PRIVATE_HOSTS },
    mailbox: { port: env.MAILBOX_PORT, smtpPort: env.MAILBOX_SMTP_PORT },
    worker: {
      healthPort: env.WORKER_PORT,
      concurrency: env.WORKER_CONCURRENCY,
    },
    log: { level: env.LOG_LEVEL as LogSettings['level'], pretty: env.LOG_PRETTY },
  };
}
