import { Module } from '@nestjs/common';
import { SmtpServersModule } from '@features/smtp-servers';
import { SmtpServerTestsController } from './smtp-server-tests.controller';
import { SmtpServersController } from './smtp-servers.controller';

@Module({
  imports: [SmtpServersModule],
  controllers: [SmtpServerTestsController, SmtpServersController],
})
export class SmtpServersApiModule {}
