import { Module, type DynamicModule } from '@nestjs/common';
import { AccountsModule } from '@features/accounts';
import { AnalysisModule } from '@features/analysis';
import { AssetsModule } from '@features/assets';
import { CampaignSendingModule } from '@features/campaigns';
import { ComputedValuesModule } from '@features/computed-values';
import { ContactsModule } from '@features/contacts';
import { SendingModule } from '@features/deliveries';
import { ConsentModule } from '@features/consent';
import { EventsModule } from '@features/events';
import { FormsModule } from '@features/forms';
import { ImportsModule } from '@features/imports';
import { OperationsModule } from '@features/operations';
import { MessageSendingModule } from '@features/messages';
import { ReportsModule } from '@features/reports';
import { SegmentsModule } from '@features/segments';
import { SendersModule } from '@features/senders';
import { SequenceRunningModule } from '@features/sequences';
import { SendingLimitsModule } from '@features/sending-limits';
import { WebhooksModule } from '@features/webhooks';
import type { Settings } from '@platform/config';
import { FoundationModule } from '@platform/foundation';
import type { Logger } from '@platform/logging';
import { handlers } from './handlers';
import { housekeepersProvider } from './maintenance/housekeepers';

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
      imports: [
        FoundationModule.forProcess({ process: 'worker', settings, logger }),
        AccountsModule,
        ContactsModule,
        EventsModule,
        ImportsModule,
        OperationsModule,
        ComputedValuesModule,
        SegmentsModule,
        ConsentModule,
        SendersModule,
        SendingLimitsModule,
        SendingModule,
        MessageSendingModule,
        FormsModule,
        AssetsModule,
        WebhooksModule,
        CampaignSendingModule,
        SequenceRunningModule,
        ReportsModule,
        AnalysisModule,
      ],
      providers: [...handlers, housekeepersProvider],
    };
  }
}
