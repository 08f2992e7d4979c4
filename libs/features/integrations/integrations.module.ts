import { Module } from '@nestjs/common';
import { AccountsModule } from '@features/accounts';
import { ContactsModule } from '@features/contacts';
import { EventsModule } from '@features/events';
import { ChatIntake } from './chat-intake.service';
import { ChatSourcesRepository } from './chat-sources.repository';
import { ChatSources } from './chat-sources.service';

/** What other systems report to us. */
@Module({
  imports: [AccountsModule, ContactsModule, EventsModule],
  providers: [ChatIntake, ChatSources, ChatSourcesRepository],
  exports: [ChatIntake, ChatSources],
})
export class IntegrationsModule {}
