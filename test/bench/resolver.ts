import { NestFactory } from '@nestjs/core';
import { Module } from '@nestjs/common';
import { pino } from 'pino';
import { CampaignSendingModule, PublicAddress, ResolveCampaign, type Campaign } from '@features/campaigns';
import { Settings } from '@platform/config';
import { DatabaseModule } from '@platform/database';
import { LoggingModule } from '@platform/logging';
import { MailModule } from '@platform/mail';
import { QueueModule } from '@platform/queue';
import { testSettings } from '@testing';

@Module({})
class ResolverModule {}

/** The worker's own resolve, without its queue handlers. */
export async function openResolver(
  url: string,
): Promise<{ resolve(campaignId: string): Promise<Campaign>; close(): Promise<void> }> {
  const settings = testSettings({ DATABASE_URL: url });
  const app = await NestFactory.createApplicationContext(
    {
      module: ResolverModule,
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
      ],
      providers: [
        { provide: Settings, useValue: settings },
        { provide: PublicAddress, useValue: new PublicAddress(settings.http.appUrl) },
      ],
      exports: [Settings, PublicAddress],
    },
    { logger: false },
  );
  return {
    resolve: async (campaignId) => {
      const campaign = await app.get(ResolveCampaign).resolve(campaignId, 1);
      if (campaign?.status !== 'sending')
        throw new Error(`Resolve ended as ${campaign?.status}: ${campaign?.reason}`);
      return campaign;
    },
    close: () => app.close(),
  };
}
