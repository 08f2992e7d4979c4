import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client';
import type { components, paths } from '../../api/schema.gen';
import { unwrap } from '../../api/unwrap';

export type WebhookSubscription = components['schemas']['WebhookSubscriptionView'];
export type WebhookHealth = components['schemas']['WebhookHealthView'];
export type WebhookCall = components['schemas']['WebhookCallView'];
export type WebhookCallDetails = components['schemas']['WebhookCallDetailsView'];
export type CallStatus = WebhookCall['status'];
export type CallsFilter = NonNullable<paths['/api/v1/webhook-calls']['get']['parameters']['query']>;

export const CALL_STATUSES: readonly CallStatus[] = ['pending', 'delivered', 'failed', 'gone', 'cancelled'];

const LIVE_MS = 10_000;
const UNDERWAY_MS = 1_500;

export const webhookSubscriptionsQuery = queryOptions({
  queryKey: ['webhook-subscriptions'],
  queryFn: () => unwrap(api.GET('/api/v1/webhook-subscriptions', { params: { query: { limit: 200 } } })),
});

export const webhookHealthQuery = queryOptions({
  queryKey: ['webhook-health'],
  queryFn: () => unwrap(api.GET('/api/v1/webhook-health')),
  refetchInterval: LIVE_MS,
});

export const webhookSecretQuery = queryOptions({
  queryKey: ['webhook-secret'],
  queryFn: () => unwrap(api.GET('/api/v1/webhook-secret')),
});

export const webhookCallsQuery = (query: CallsFilter) =>
  queryOptions({
    queryKey: ['webhook-calls', query],
    queryFn: () => unwrap(api.GET('/api/v1/webhook-calls', { params: { query } })),
    refetchInterval: LIVE_MS,
    placeholderData: (before) => before,
  });

/** One call; asked for again and again while it is being tried. */
export const webhookCallQuery = (id: string) =>
  queryOptions({
    queryKey: ['webhook-calls', 'one', id],
    queryFn: () => unwrap(api.GET('/api/v1/webhook-calls/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data?.status === 'pending' ? UNDERWAY_MS : false),
  });

export const eventNamesQuery = queryOptions({
  queryKey: ['event-names'],
  queryFn: () => unwrap(api.GET('/api/v1/event-names')),
});
