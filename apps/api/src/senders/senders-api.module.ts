import { Module } from '@nestjs/common';
import { SendersModule } from '@features/senders';
import { SendersController } from './senders.controller';
import { SendingDomainsController } from './sending-domains.controller';

@Module({
  imports: [SendersModule],
  controllers: [SendersController, SendingDomainsController],
})
export class SendersApiModule {}
