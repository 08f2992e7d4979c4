import { Module } from '@nestjs/common';
import { AccountsModule } from '@features/accounts';
import { ContactsModule } from '@features/contacts';
import { EventsModule } from '@features/events';
import { DatabaseModule } from '@platform/database';
import { ContactChoicesRepository } from './contact-choices.repository';
import { ContactChoices } from './contact-choices.service';
import { ConfirmationRepository } from './confirmation.repository';
import { ConfirmationService } from './confirmation.service';
import { MailabilityRepository } from './mailability.repository';
import { MailabilityService } from './mailability.service';
import { SubscriptionsRepository } from './subscriptions.repository';
import { SubscriptionsService } from './subscriptions.service';
import { SuppressionsRepository } from './suppressions.repository';
import { SuppressionsService } from './suppressions.service';
import { Topic } from './topic.entity';
import { TopicsRepository } from './topics.repository';
import { TopicsService } from './topics.service';

@Module({
  imports: [AccountsModule, ContactsModule, EventsModule, DatabaseModule.forEntities([Topic])],
  providers: [
    ConfirmationRepository,
    ConfirmationService,
    ContactChoices,
    ContactChoicesRepository,
    MailabilityRepository,
    MailabilityService,
    SubscriptionsRepository,
    SubscriptionsService,
    SuppressionsRepository,
    SuppressionsService,
    TopicsRepository,
    TopicsService,
  ],
  exports: [
    ConfirmationService,
    ContactChoices,
    MailabilityService,
    SubscriptionsService,
    SuppressionsService,
    TopicsService,
  ],
})
export class ConsentModule {}
