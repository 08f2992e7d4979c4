import { Module, type DynamicModule } from '@nestjs/common';
import { AccountsModule } from '@features/accounts';
import { CampaignSendingModule } from '@features/campaigns';
import { EventsModule } from '@features/events';
import { ImportsModule } from '@features/imports';
import { Settings } from '@platform/config';
import { DatabaseModule } from '@platform/database';
import { LoggingModule, type Logger } from '@platform/logging';
import { MailModule } from '@platform/mail';
import { QueueModule } from '@platform/queue';
import { handlers } from './handlers';

export interface WorkerOptions {
  settings: Settings;
  logger: Logger;
}

/** Composition root of the worker: the features it works for, and its handlers. */
@Module({})
export class WorkerModule {
  static forOptions({ settings, logger }: WorkerOptions): DynamicModule {
    return {
      module: WorkerModule,
      global: true,
      imports: [
        LoggingModule.forLogger(logger),
        DatabaseModule.forRoot({
          url: settings.database.url,
          poolSize: settings.database.poolSize,
          applicationName: 'tidings worker',
          onAfterCommitError: (error) => logger.error({ event: 'after-commit.failed', err: error }),
        }),
        QueueModule.forRoot({
          databaseUrl: settings.database.url,
          ...(settings.redis.url ? { redisUrl: settings.redis.url } : {}),
        }),
        MailModule.register({
          smtp: {
            url: settings.smtp.url,
            connections: settings.smtp.connections,
            timeouts: { connectMs: settings.smtp.connectTimeoutMs, idleMs: settings.smtp.timeoutMs },
          },
        }),
        AccountsModule,
        EventsModule,
        ImportsModule,
        CampaignSendingModule,
      ],
      providers: [{ provide: Settings, useValue: settings }, ...handlers],
      exports: [Settings],
    };
  }
}
