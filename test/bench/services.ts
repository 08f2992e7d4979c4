import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { pino } from 'pino';
import { CampaignSendingModule, PublicAddress } from '@features/campaigns';
import { ImportsModule } from '@features/imports';
import { Settings } from '@platform/config';
import { DatabaseModule } from '@platform/database';
import { LoggingModule } from '@platform/logging';
import { MailModule } from '@platform/mail';
import { QueueModule } from '@platform/queue';
import { testSettings } from '@testing';

@Module({})
class BenchModule {}

/** The worker's own services on a database, without its queue handlers. */
export async function openServices(url: string, dataDir: string): Promise<INestApplicationContext> {
  const settings = testSettings({ DATABASE_URL: url, TIDINGS_DATA_DIR: dataDir });
  return NestFactory.createApplicationContext(
    {
      module: BenchModule,
      global: true,
      imports: [
        LoggingModule.forLogger(pino({ level: 'silent' })),
        DatabaseModule.forRoot({
          url,
          poolSize: 4,
          applicationName: 'bench',
          onAfterCommitError: console.error,
        }),
        QueueModule.forRoot({ databaseUrl: url }),
        MailModule.register({ smtp: { url: settings.smtp.url } }),
        CampaignSendingModule,
        ImportsModule,
      ],
      providers: [
        { provide: Settings, useValue: settings },
        { provide: PublicAddress, useValue: new PublicAddress(settings.http.appUrl) },
      ],
      exports: [Settings, PublicAddress],
    },
    { logger: false },
  );
}
