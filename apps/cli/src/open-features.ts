import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AccountsModule } from '@features/accounts';
import { AssetsModule } from '@features/assets';
import { CampaignsModule } from '@features/campaigns';
import { ComputedValuesModule } from '@features/computed-values';
import { ConsentModule } from '@features/consent';
import { ContactsModule } from '@features/contacts';
import { EventsModule } from '@features/events';
import { FormsModule } from '@features/forms';
import { ImportsModule } from '@features/imports';
import { OrdersModule } from '@features/orders';
import { SegmentsModule } from '@features/segments';
import { SequencesModule } from '@features/sequences';
import { TemplatesModule } from '@features/templates';
import type { Settings } from '@platform/config';
import { assertSchemaCurrent } from '@platform/database';
import { FoundationModule } from '@platform/foundation';
import { createLogger, NestLogger } from '@platform/logging';

@Module({})
class CommandModule {}

/** The product's services, for a command that runs once. Refuses to start on a schema that is behind. */
export async function openFeatures(settings: Settings): Promise<INestApplicationContext> {
  await assertSchemaCurrent(settings.database.url);
  const logger = createLogger({ name: 'cli', level: 'warn', pretty: true });
  return NestFactory.createApplicationContext(
    {
      module: CommandModule,
      imports: [
        FoundationModule.forProcess({ process: 'cli', settings, logger, poolSize: 4 }),
        AccountsModule,
        AssetsModule,
        CampaignsModule,
        ComputedValuesModule,
        ConsentModule,
        ContactsModule,
        EventsModule,
        FormsModule,
        ImportsModule,
        OrdersModule,
        SegmentsModule,
        SequencesModule,
        TemplatesModule,
      ],
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
