import type { LOG_LEVELS } from './environment';

/** What the web server needs. */
export interface HttpSettings {
  port: number;
  /** Interface to listen on; 127.0.0.1 unless LISTEN_HOST says otherwise. */
  host: string;
  /** Origin that people and mails use, without a trailing slash. */
  appUrl: string;
  /** Number of reverse proxies in front whose X-Forwarded-* headers are believed. */
  trustProxy: number;
}

/** The operator's own SMTP server, and what holds for those of workspaces too. */
export interface SmtpSettings {
  url: string;
  /** Connections to that server at the same time, over all workers together. */
  connections: number;
  connectTimeoutMs: number;
  /** Longest silence on an open connection. */
  timeoutMs: number;
  /** Whether servers that workspaces name may stand in private networks or on this machine. */
  privateHosts: boolean;
}

export interface DatabaseSettings {
  url: string;
  /** Connections one process keeps at most. */
  poolSize: number;
}

/** Whom to ask about sending domains and mail servers. */
export interface DnsSettings {
  /** IP addresses, some with a port; the servers of the system when empty. */
  servers: string[];
}

/** Single messages through the API. */
export interface MessageSettings {
  /** Most that a workspace may post in a minute. */
  perMinute: number;
  /** Most that one API key (or one signed-in person) may post in a minute. */
  perMinutePerKey: number;
  /** Most that one address may get in an hour from one workspace. */
  perHourPerRecipient: number;
  /** How long content and data of a message are kept after its end. */
  retentionDays: number;
}

/** What sequences keep. */
export interface SequenceSettings {
  /** How long the steps that a contact took are kept after the contact left the sequence. */
  logRetentionDays: number;
}

/** Files that people may download. */
export interface AssetSettings {
  /** Largest upload. */
  maxMegabytes: number;
}

/** Calls to addresses that workspaces name. */
export interface WebhookSettings {
  /** Whether they may lead into private networks or to this machine. */
  privateHosts: boolean;
}

/** What visitors post. */
export interface FormSettings {
  /** Posts of forms that one network (an IPv4 address, an IPv6 /64) may send in a minute before it is asked for one step more. */
  postsPerMinutePerNetwork: number;
  /** Confirmation mails that one workspace may send in an hour; the others wait. */
  confirmationsPerHour: number;
}

/** The local mailbox: an SMTP catcher with a page, used when no SMTP server is set. */
export interface MailboxSettings {
  port: number;
  smtpPort: number;
}

export interface WorkerSettings {
  healthPort: number;
  /** Jobs of one queue worked on at the same time. */
  concurrency: number;
}

export interface LogSettings {
  level: (typeof LOG_LEVELS)[number];
  pretty: boolean;
}

/** Settings of api and worker, complete and checked. Made only by `loadSettings`. */
export class Settings {
  readonly http: HttpSettings;
  /** At least 32 characters; signs sessions and links. */
  readonly secret: string;
  /** Absolute path of the folder for files. */
  readonly dataDir: string;
  readonly database: DatabaseSettings;
  /** With an url the queue runs on Redis, without on PostgreSQL. */
  readonly redis: { url?: string };
  readonly smtp: SmtpSettings;
  readonly messages: MessageSettings;
  readonly sequences: SequenceSettings;
  readonly forms: FormSettings;
  readonly assets: AssetSettings;
  readonly webhooks: WebhookSettings;
  readonly dns: DnsSettings;
  readonly mailbox: MailboxSettings;
  readonly worker: WorkerSettings;
  readonly log: LogSettings;

  constructor(values: Settings) {
    Object.assign(this, values);
  }
}

/** Settings of `npm start` and the commands: what is missing is provided by the program itself. */
export type StartSettings = Omit<Settings, 'secret' | 'database' | 'smtp'> & {
  secret?: string;
  database: Omit<DatabaseSettings, 'url'> & { url?: string };
  smtp: Omit<SmtpSettings, 'url'> & { url?: string };
};
