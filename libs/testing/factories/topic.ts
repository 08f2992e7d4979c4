import { randomUUID } from 'node:crypto';
import { AuditRepository, AuditService, systemActor } from '@features/accounts';
import {
  MailabilityRepository,
  MailabilityService,
  SubscriptionsRepository,
  SubscriptionsService,
  SuppressionsRepository,
  SuppressionsService,
  TopicsRepository,
  TopicsService,
  type SubscriptionStatus,
  type Topic,
  type TopicInput,
} from '@features/consent';
import { AddressHasher } from '@features/contacts';
import type { Database } from '@platform/database';
import { testSettings } from '../test-settings';
import { eventsServiceFor } from './event';

/** The real services of the consent feature on a test database, for tests that need no Nest module. */
export function consentServicesFor(database: Database) {
  const audit = new AuditService(new AuditRepository(database));
  const topicRows = new TopicsRepository(database);
  return {
    mailability: new MailabilityService(new MailabilityRepository(database)),
    topics: new TopicsService(database, topicRows, audit),
    subscriptions: new SubscriptionsService(
      database,
      new SubscriptionsRepository(database),
      topicRows,
      eventsServiceFor(database),
      audit,
    ),
    suppressions: new SuppressionsService(
      database,
      new SuppressionsRepository(database),
      new AddressHasher(testSettings().secret),
      audit,
    ),
  };
}

/** A topic with a key of its own; anything may be set. */
export async function aTopic(
  database: Database,
  workspaceId: string,
  input: Partial<TopicInput> = {},
): Promise<Topic> {
  const key = `topic-${randomUUID()}`;
  return consentServicesFor(database).topics.create(systemActor(workspaceId, 'test'), {
    key,
    name: 'Product news',
    ...input,
  });
}

/** Subscribes a contact to a topic (or whatever status is wanted). */
export async function aSubscription(
  database: Database,
  workspaceId: string,
  input: { contactId: string; topicId: string; status?: SubscriptionStatus },
): Promise<void> {
  const { subscriptions } = consentServicesFor(database);
  const actor = systemActor(workspaceId, 'test');
  await subscriptions.change(actor, { status: 'subscribed', ...input }, { method: 'test' });
}
