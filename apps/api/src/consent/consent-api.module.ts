import { Module } from '@nestjs/common';
import { ConsentModule } from '@features/consent';
import { MailabilityController } from './mailability.controller';
import { SubscriptionsController } from './subscriptions.controller';
import { SuppressionsController } from './suppressions.controller';
import { TopicsController } from './topics.controller';

@Module({
  imports: [ConsentModule],
  controllers: [MailabilityController, TopicsController, SubscriptionsController, SuppressionsController],
})
export class ConsentApiModule {}
