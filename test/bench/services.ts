import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { pino } from 'pino';
import { AnalysisModule } from '@features/analysis';
import { CampaignSendingModule } from '@features/campaigns';
import { ImportsModule } from '@features/imports';
import { ReportsModule } from '@features/reports';
import { SendersModule } from '@features/senders';
import { SequenceRunningModule } from '@features/sequences';
import { FoundationModule } from '@platform/foundation';
import { testSettings } from '@testing';

@Module({})
class BenchModule {}

/** The worker's own services on a database, without its queue handlers. */
export async function openServices(
  url: string,
  dataDir: string,
  secret?: string,
): Promise<INestApplicationContext> {
  const settings = testSettings({
    DATABASE_URL: url,
    TIDINGS_DATA_DIR: dataDir,
    ...(secret ? { APP_SECRET: secret } : {}),
  });
  return NestFactory.createApplicationContext(
    {
      module: BenchModule,
      imports: [
        FoundationModule.forProcess({
          process: 'bench',
          settings,
          logger: pino({ level: 'silent' }),
          poolSize: 4,
        }),
        AnalysisModule,
        CampaignSendingModule,
        ImportsModule,
        ReportsModule,
        SendersModule,
        SequenceRunningModule,
      ],
    },
    { logger: false },
  );
}
