import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../api/client';
import type { components } from '../api/schema.gen';
import { unwrap } from '../api/unwrap';
import { soonWhileCounted } from '../api/while-counted';
import { daysLater, type Days, type Grain } from './report-search';

type Schemas = components['schemas'];
export type GrowthReport = Schemas['GrowthReportView'];
export type EngagementReport = Schemas['EngagementReportView'];
export type CampaignsReport = Schemas['CampaignsReportView'];
export type RevenueReport = Schemas['RevenueReportView'];
export type SequencesReport = Schemas['SequencesReportView'];
export type FormsReport = Schemas['FormsReportView'];
export type SegmentsReport = Schemas['LeaderboardView'];

/** A stretch of days, and what one line covers; left out, the server chooses. */
export interface Period extends Days {
  per?: Grain;
}

/** Figures that nobody needs to the second. */
const kept = { placeholderData: keepPreviousData, staleTime: 30_000 } as const;

export function growthQuery(query: Partial<Period>) {
  return queryOptions({
    queryKey: ['reports', 'growth', query],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/reports/growth', { params: { query }, signal })),
    ...kept,
  });
}

export function engagementQuery(query: Partial<Period>) {
  return queryOptions({
    queryKey: ['reports', 'engagement', query],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/reports/engagement', { params: { query }, signal })),
    ...kept,
  });
}

export function campaignsReportQuery({ from, to }: Days) {
  return queryOptions({
    queryKey: ['reports', 'campaigns', from, to],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/reports/campaigns', { params: { query: { from, to } }, signal })),
    ...kept,
  });
}

export function revenueQuery(query: Partial<Period>) {
  return queryOptions({
    queryKey: ['reports', 'revenue', query],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/reports/revenue', { params: { query }, signal })),
    ...kept,
  });
}

export function sequencesReportQuery({ from, to }: Days) {
  return queryOptions({
    queryKey: ['reports', 'sequences', from, to],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/reports/sequences', { params: { query: { from, to } }, signal })),
    ...kept,
  });
}

export function formsReportQuery({ from, to }: Days) {
  return queryOptions({
    queryKey: ['reports', 'forms', from, to],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/reports/forms', { params: { query: { from, to } }, signal })),
    ...kept,
  });
}

/** The leaderboard of segments; its period ends before `to`. */
export function segmentsReportQuery({ from, to }: Days) {
  return queryOptions({
    queryKey: ['reports', 'segments', from, to],
    queryFn: ({ signal }) => {
      const query = { from, to: daysLater(to, 1), sort: 'clickRate' as const };
      return unwrap(api.GET('/api/v1/analysis/segments', { params: { query }, signal }));
    },
    ...kept,
    refetchInterval: soonWhileCounted(),
  });
}
