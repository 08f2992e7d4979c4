import { Module } from '@nestjs/common';
import { AccountsModule } from '@features/accounts';
import { ContactsModule } from '@features/contacts';
import { EventsModule } from '@features/events';
import { ChatContacts } from './chat-contacts.service';
import { ChatIntake } from './chat-intake.service';
import { ChatSourcesRepository } from './chat-sources.repository';
import { ChatSources } from './chat-sources.service';

/** What other systems report to us. */
@Module({
  imports: [AccountsModule, ContactsModule, EventsModule],
  providers: [ChatContacts, ChatIntake, ChatSources, ChatSourcesRepository],
  exports: [ChatIntake, ChatSources],
})
export class IntegrationsModule {}
