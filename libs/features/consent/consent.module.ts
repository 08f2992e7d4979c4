import { Module } from '@nestjs/common';
import { AccountsModule } from '@features/accounts';
import { ContactsModule } from '@features/contacts';
import { EventsModule } from '@features/events';
import { DatabaseModule } from '@platform/database';
import { ConsentHousekeepingRepository } from './consent-housekeeping.repository';
import { ConsentHousekeeping } from './consent-housekeeping.service';
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
    ConsentHousekeeping,
    ConsentHousekeepingRepository,
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
    ConsentHousekeeping,
    ConfirmationService,
    ContactChoices,
    MailabilityService,
    SubscriptionsService,
    SuppressionsService,
    TopicsService,
  ],
})
export class ConsentModule {}
