import { Module } from '@nestjs/common';
import { ConsentModule } from '@features/consent';
import { ContactPreferencesController } from './contact-preferences.controller';
import { MailabilityController } from './mailability.controller';
import { SubscriptionsController } from './subscriptions.controller';
import { SuppressionsController } from './suppressions.controller';
import { TopicsController } from './topics.controller';

@Module({
  imports: [ConsentModule],
  controllers: [
    ContactPreferencesController,
    MailabilityController,
    TopicsController,
    SubscriptionsController,
    SuppressionsController,
  ],
})
export class ConsentApiModule {}
