import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client';
import type { components } from '../../api/schema.gen';
import { unwrap } from '../../api/unwrap';

export type SendingHold = components['schemas']['SendingHoldView'];
export type SendingUsage = components['schemas']['SendingUsageView'];
export type ProviderLimits = components['schemas']['ProviderLimitsView'];
export type WindowLimits = components['schemas']['WindowLimitsView'];

/** The intervals that limits are counted in, from the shortest. */
export const WINDOWS = ['perSecond', 'perMinute', 'perHour', 'perDay'] as const;
export type WindowName = (typeof WINDOWS)[number];

const LIVE_MS = 10_000;

/** What holds mail back; asked for again as long as the page is open. */
export const liveHoldsQuery = queryOptions({
  queryKey: ['sending-holds'],
  queryFn: () => unwrap(api.GET('/api/v1/sending-holds')),
  refetchInterval: LIVE_MS,
});

export const sendingUsageQuery = queryOptions({
  queryKey: ['sending-usage'],
  queryFn: () => unwrap(api.GET('/api/v1/sending-usage')),
  refetchInterval: LIVE_MS,
});

export const providerLimitsQuery = queryOptions({
  queryKey: ['provider-limits'],
  queryFn: () => unwrap(api.GET('/api/v1/provider-limits')),
});
