import { Module } from '@nestjs/common';
import { SendingGate } from './sending-gate.service';

/** How fast we may send: windows, mailbox providers, holds. */
@Module({ providers: [SendingGate], exports: [SendingGate] })
export class SendingLimitsModule {}
