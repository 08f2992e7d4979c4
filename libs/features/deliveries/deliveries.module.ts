import { Module } from '@nestjs/common';
import { DeliveriesRepository } from './deliveries.repository';
import { DeliveryBatchesRepository } from './delivery-batches.repository';

/** The ledger: reading it. Sending from it needs an SMTP pool and is added by `SendingModule`. */
@Module({
  providers: [DeliveriesRepository, DeliveryBatchesRepository],
  exports: [DeliveriesRepository, DeliveryBatchesRepository],
})
export class DeliveriesModule {}
