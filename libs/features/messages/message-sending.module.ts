import { Module } from '@nestjs/common';
import { DeliveriesModule, SendingModule } from '@features/deliveries';
import { SendersModule } from '@features/senders';
import { TemplatesModule } from '@features/templates';
import { TrackingModule } from '@features/tracking';
import { MessageContentsRepository } from './message-contents.repository';
import { MessageHousekeeping } from './message-housekeeping.service';
import { MessageLeasesRepository } from './message-leases.repository';
import { SingleMessageMaker } from './message-maker.service';
import { MessageSweeper } from './message-sweeper.service';
import { MessagesModule } from './messages.module';
import { SendDueMessages } from './send-due-messages.service';
import { SendingTurns } from './sending-turns.service';

/** What the worker adds: sending, sweeping, forgetting. */
@Module({
  imports: [DeliveriesModule, SendingModule, SendersModule, TemplatesModule, TrackingModule, MessagesModule],
  providers: [
    MessageContentsRepository,
    MessageHousekeeping,
    MessageLeasesRepository,
    SingleMessageMaker,
    MessageSweeper,
    SendDueMessages,
    SendingTurns,
  ],
  exports: [MessageHousekeeping, MessageSweeper, SendDueMessages],
})
export class MessageSendingModule {}
