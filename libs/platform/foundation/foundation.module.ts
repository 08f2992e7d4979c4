import { Global, Module, type DynamicModule } from '@nestjs/common';
import { Settings } from '@platform/config';
import { DatabaseModule } from '@platform/database';
import { DnsModule } from '@platform/dns';
import { LoggingModule, type Logger } from '@platform/logging';
import { MailModule } from '@platform/mail';
import { MetricsModule } from '@platform/metrics';
import { QueueModule } from '@platform/queue';

export interface FoundationOptions {
  /** `api`, `worker`, `cli`: shown in PostgreSQL's list of connections. */
  process: string;
  settings: Settings;
  logger: Logger;
  /** Connections to PostgreSQL; the setting when left out. */
  poolSize?: number;
}

/** What every process of Tidings stands on, wired once: settings, log, database, job queue, DNS, mail. */
@Global()
@Module({})
export class FoundationModule {
  static forProcess({ process, settings, logger, poolSize }: FoundationOptions): DynamicModule {
    const { database, dns, redis, smtp } = settings;
    return {
      module: FoundationModule,
      imports: [
        LoggingModule.forLogger(logger),
        MetricsModule.forProcess(process),
        DatabaseModule.forRoot({
          url: database.url,
          poolSize: poolSize ?? database.poolSize,
          applicationName: `tidings ${process}`,
          onAfterCommitError: (error) => logger.error({ event: 'after-commit.failed', err: error }),
        }),
        QueueModule.forRoot({ databaseUrl: database.url, ...(redis.url ? { redisUrl: redis.url } : {}) }),
        DnsModule.forRoot({ servers: dns.servers }),
        MailModule.forRoot({
          smtp: {
            url: smtp.url,
            timeouts: { connectMs: smtp.connectTimeoutMs, idleMs: smtp.timeoutMs },
          },
          // A worker compiles once per campaign and then sends; an api compiles what people are writing, again and again.
          render: { compilerRestMs: process === 'worker' ? 50 : 60_000 },
        }),
      ],
      providers: [{ provide: Settings, useValue: settings }],
      exports: [Settings],
    };
  }
}
