import { Module } from '@nestjs/common';
import { SendersModule } from '@features/senders';
import { SendingLimitsModule } from '@features/sending-limits';
import { SmtpServersModule } from '@features/smtp-servers';
import { ProviderLimitsController } from './provider-limits.controller';
import { SendingHoldsController } from './sending-holds.controller';
import { SendingUsageController } from './sending-usage.controller';

@Module({
  imports: [SendersModule, SendingLimitsModule, SmtpServersModule],
  controllers: [ProviderLimitsController, SendingHoldsController, SendingUsageController],
})
export class SendingLimitsApiModule {}
