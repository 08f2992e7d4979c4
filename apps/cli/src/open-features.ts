import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AccountsModule } from '@features/accounts';
import { CampaignsModule } from '@features/campaigns';
import { ConsentModule } from '@features/consent';
import { ContactsModule } from '@features/contacts';
import { ImportsModule } from '@features/imports';
import { SegmentsModule } from '@features/segments';
import { TemplatesModule } from '@features/templates';
import { Settings } from '@platform/config';
import { assertSchemaCurrent, DatabaseModule } from '@platform/database';
import { createLogger, LoggingModule, NestLogger } from '@platform/logging';
import { MailModule } from '@platform/mail';
import { QueueModule } from '@platform/queue';

@Module({})
class CommandModule {}

/** The product's services, for a command that runs once. Refuses to start on a schema that is behind. */
export async function openFeatures(settings: Settings): Promise<INestApplicationContext> {
  await assertSchemaCurrent(settings.database.url);
  const logger = createLogger({ name: 'cli', level: 'warn', pretty: true });
  return NestFactory.createApplicationContext(
    {
      module: CommandModule,
      global: true,
      imports: [
        LoggingModule.forLogger(logger),
        DatabaseModule.forRoot({
          url: settings.database.url,
          poolSize: 4,
          applicationName: 'tidings cli',
          onAfterCommitError: (error) => logger.error({ event: 'after-commit.failed', err: error }),
        }),
        QueueModule.forRoot({
          databaseUrl: settings.database.url,
          ...(settings.redis.url ? { redisUrl: settings.redis.url } : {}),
        }),
        MailModule.register({ smtp: { url: settings.smtp.url } }),
        AccountsModule,
        CampaignsModule,
        ConsentModule,
        ContactsModule,
        ImportsModule,
        SegmentsModule,
        TemplatesModule,
      ],
      providers: [{ provide: Settings, useValue: settings }],
      exports: [Settings],
    },
    { logger: new NestLogger(logger), abortOnError: false },
  );
}

/** Opens the services, lends them to `work` and closes them, whatever happens. */
export async function withFeatures<T>(
  settings: Settings,
  work: (app: INestApplicationContext) => Promise<T>,
): Promise<T> {
  const app = await openFeatures(settings);
  try {
    return await work(app);
  } finally {
    await app.close();
  }
}
