import { Module } from '@nestjs/common';
import { AccountsModule } from '@features/accounts';
import { ConsentModule } from '@features/consent';
import { ContactsModule } from '@features/contacts';
import { SendersModule } from '@features/senders';
import { TemplatesModule } from '@features/templates';
import { ListHeaders } from './list-headers.service';
import { MessageAssembly } from './message-assembly.service';
import { MessageChecks } from './message-checks.service';
import { MessageLimits } from './message-limits.service';
import { MessageRecipients } from './message-recipients.service';
import { MessageStore } from './message-store.service';
import { MessagesRepository } from './messages.repository';
import { MessagesService } from './messages.service';
import { PostedMessagesRepository } from './posted-messages.repository';
import { PostMessages } from './post-messages.service';
import { SendingStart } from './sending-start.service';
import { SequenceMessages } from './sequence-messages.service';
import { SequenceMessagesRepository } from './sequence-messages.repository';
import { SystemMessages } from './system-messages.service';

/** What the API needs: posting, looking up, cancelling. */
@Module({
  imports: [AccountsModule, ConsentModule, ContactsModule, SendersModule, TemplatesModule],
  providers: [
    ListHeaders,
    MessageAssembly,
    MessageChecks,
    MessageLimits,
    MessageRecipients,
    MessageStore,
    MessagesRepository,
    MessagesService,
    PostedMessagesRepository,
    PostMessages,
    SendingStart,
    SequenceMessages,
    SequenceMessagesRepository,
    SystemMessages,
  ],
  exports: [
    ListHeaders,
    MessageAssembly,
    MessagesRepository,
    MessagesService,
    PostMessages,
    SequenceMessages,
    SystemMessages,
  ],
})
export class MessagesModule {}
