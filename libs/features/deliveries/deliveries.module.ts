import { Module } from '@nestjs/common';
import { DeliveriesRepository } from './deliveries.repository';
import { DeliveryBatchesRepository } from './delivery-batches.repository';
import { DeliveryReopeningRepository } from './delivery-reopening.repository';

/** The ledger's rows and batches. Sending them needs an SMTP pool and is added by `SendingModule`. */
@Module({
  providers: [DeliveriesRepository, DeliveryBatchesRepository, DeliveryReopeningRepository],
  exports: [DeliveriesRepository, DeliveryBatchesRepository, DeliveryReopeningRepository],
})
export class DeliveriesModule {}
