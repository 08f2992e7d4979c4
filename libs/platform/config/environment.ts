import { IsOptional } from 'class-validator';
import { IpAddresses, OneOf, Origin, Port, Secret, ServerUrl, Whole, YesNo } from './environment-rules';

/** Log levels of pino, from most to least talkative. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** Every environment variable Tidings reads, with its default. `.env.example` lists the same keys. */
export class Environment {
  @Port(3000)
  PORT = 3000;

  LISTEN_HOST = '127.0.0.1';

  @IsOptional()
  @Origin('https://mail.example.com')
  APP_URL?: string = undefined;

  @Whole({ min: 0, max: 10, example: 1 })
  TRUST_PROXY = 0;

  @IsOptional()
  @Secret(32)
  APP_SECRET?: string = undefined;

  TIDINGS_DATA_DIR = '.tidings';

  @IsOptional()
  @ServerUrl(['postgres', 'postgresql'], 'postgres://tidings:password@localhost:5432/tidings')
  DATABASE_URL?: string = undefined;

  @Whole({ min: 1, max: 200, example: 10 })
  DATABASE_POOL_SIZE = 10;

  @IsOptional()
  @ServerUrl(['redis', 'rediss'], 'redis://localhost:6379')
  REDIS_URL?: string = undefined;

  @IsOptional()
  @ServerUrl(['smtp', 'smtps'], 'smtp://user:password@mail.example.com:587')
  SMTP_URL?: string = undefined;

  @Whole({ min: 1, max: 500, example: 10 })
  SMTP_CONNECTIONS = 10;

  @Whole({ min: 100, max: 600_000, example: 10_000 })
  SMTP_CONNECT_TIMEOUT_MS = 10_000;

  @Whole({ min: 100, max: 3_600_000, example: 60_000 })
  SMTP_TIMEOUT_MS = 60_000;

  @YesNo()
  SMTP_PRIVATE_HOSTS = false;

  @IpAddresses('10.0.0.2,[2001:db8::2]:5353')
  DNS_SERVERS: string[] = [];

  @Whole({ min: 1, max: 1_000_000, example: 6_000 })
  MESSAGES_PER_MINUTE = 6_000;

  @Whole({ min: 1, max: 1_000_000, example: 3_000 })
  MESSAGES_PER_MINUTE_PER_KEY = 3_000;

  @Whole({ min: 1, max: 1_000_000, example: 20 })
  MESSAGES_PER_HOUR_PER_RECIPIENT = 20;

  @Whole({ min: 1, max: 3_650, example: 30 })
  MESSAGE_RETENTION_DAYS = 30;

  @Whole({ min: 30, max: 36_500, example: 730 })
  SEQUENCE_LOG_RETENTION_DAYS = 730;

  @Whole({ min: 1, max: 1_000_000, example: 60 })
  FORM_POSTS_PER_MINUTE_PER_NETWORK = 60;

  @Whole({ min: 1, max: 1_000_000, example: 2_000 })
  FORM_CONFIRMATIONS_PER_HOUR = 2_000;

  @Whole({ min: 1, max: 2_000, example: 100 })
  ASSET_MAX_MEGABYTES = 100;

  @YesNo()
  WEBHOOK_PRIVATE_HOSTS = false;

  @Port(3001)
  MAILBOX_PORT = 3001;

  @Port(3025)
  MAILBOX_SMTP_PORT = 3025;

  @Port(3002)
  WORKER_PORT = 3002;

  @Whole({ min: 1, max: 64, example: 4 })
  WORKER_CONCURRENCY = 4;

  @OneOf(LOG_LEVELS)
  LOG_LEVEL = 'info';

  @YesNo()
  LOG_PRETTY = false;
}
