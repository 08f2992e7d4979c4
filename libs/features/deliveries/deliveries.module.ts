import { Module } from '@nestjs/common';
import { DeliveriesRepository } from './deliveries.repository';
import { DeliveryBatchesRepository } from './delivery-batches.repository';

/** The ledger's rows and batches. Sending them needs an SMTP pool and is added by `SendingModule`. */
@Module({
  providers: [DeliveriesRepository, DeliveryBatchesRepository],
  exports: [DeliveriesRepository, DeliveryBatchesRepository],
})
export class DeliveriesModule {}
