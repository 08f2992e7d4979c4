import { Module } from '@nestjs/common';
import { BatchSender } from './batch-sender';
import { DeliveriesModule } from './deliveries.module';

/** Sending from the ledger. For the worker only, where `MailModule` provides the SMTP pool. */
@Module({ imports: [DeliveriesModule], providers: [BatchSender], exports: [BatchSender] })
export class SendingModule {}
