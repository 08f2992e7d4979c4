export * from './consent';
export { ConsentModule } from './consent.module';
export {
  mailableSql,
  NOT_MAILABLE_REASONS,
  whyNotMailableJoins,
  whyNotMailableSql,
  type MailableInput,
  type NotMailableReason,
} from './mailable';
export { SubscriptionsRepository } from './subscriptions.repository';
export { SubscriptionsService, type SubscriptionInput, type UnsubscribeInput } from './subscriptions.service';
export { SuppressionsRepository, type NewSuppression } from './suppressions.repository';
export { SuppressionsService, type SuppressionInput } from './suppressions.service';
export { Topic } from './topic.entity';
export { TopicsRepository } from './topics.repository';
export { TopicsService, type TopicChanges, type TopicInput } from './topics.service';
