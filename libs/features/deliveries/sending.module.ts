import { Module } from '@nestjs/common';
import { BatchSender } from './batch-sender.service';
import { DeliveriesModule } from './deliveries.module';

/** Sending from the ledger, for the worker only: nothing else takes batches. */
@Module({ imports: [DeliveriesModule], providers: [BatchSender], exports: [BatchSender] })
export class SendingModule {}
