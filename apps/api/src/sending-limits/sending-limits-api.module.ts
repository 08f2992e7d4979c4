import { Module } from '@nestjs/common';
import { SendingLimitsModule } from '@features/sending-limits';
import { ProviderLimitsController } from './provider-limits.controller';
import { SendingHoldsController } from './sending-holds.controller';

@Module({ imports: [SendingLimitsModule], controllers: [ProviderLimitsController, SendingHoldsController] })
export class SendingLimitsApiModule {}
