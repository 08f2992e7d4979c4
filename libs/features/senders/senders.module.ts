import { Module } from '@nestjs/common';
import { AccountsModule } from '@features/accounts';
import { SendersRepository } from './senders.repository';
import { SendersService } from './senders.service';

/** From addresses. */
@Module({
  imports: [AccountsModule],
  providers: [SendersRepository, SendersService],
  exports: [SendersService],
})
export class SendersModule {}
