import { Module } from '@nestjs/common';
import { SendingLimitsModule } from '@features/sending-limits';
import { SmtpServersModule } from '@features/smtp-servers';
import { DeliveriesModule } from './deliveries.module';
import { DeliverySender } from './delivery-sender.service';
import { HandOver } from './hand-over.service';
import { SendingMetrics } from './sending-metrics.service';
import { WaitingBatches } from './waiting-batches.service';
import { WorkspaceSlots } from './workspace-slots';

/** Sending from the ledger, for the worker only: nothing else takes leases. */
@Module({
  imports: [DeliveriesModule, SendingLimitsModule, SmtpServersModule],
  providers: [DeliverySender, HandOver, SendingMetrics, WaitingBatches, WorkspaceSlots],
  exports: [DeliverySender, WaitingBatches, WorkspaceSlots],
})
export class SendingModule {}
