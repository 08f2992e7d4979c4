/** What the page shows, as it stands in the address: a link shows the same report to a colleague. */
export interface ReportSearch {
  tab?: ReportTab;
  /** First and last day, both included. Without them the last 30 days. */
  from?: string;
  to?: string;
  per?: Grain;
}

export const REPORT_TABS = ['audience', 'emails', 'segments', 'sequences', 'forms', 'revenue'] as const;
export type ReportTab = (typeof REPORT_TABS)[number];

export const GRAINS = ['day', 'week', 'month'] as const;
export type Grain = (typeof GRAINS)[number];

export function readReportSearch(search: Record<string, unknown>): ReportSearch {
  const tab = REPORT_TABS.find((name) => name === search.tab);
  const per = GRAINS.find((name) => name === search.per);
  const [from, to] = [day(search.from), day(search.to)];
  return {
    ...(tab && tab !== 'audience' ? { tab } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...(per ? { per } : {}),
  };
}

function day(value: unknown): string | undefined {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined;
}

export const PRESETS = ['7', '30', '90', '365', 'this-month', 'last-month', 'this-year'] as const;
export type Preset = (typeof PRESETS)[number];

export interface Days {
  from: string;
  to: string;
}

const DAY_MS = 86_400_000;

/** The day it is now in a zone, as `2026-11-03`. */
export function todayIn(timeZone: string, now = new Date()): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, dateStyle: 'short' }).formatToParts(now);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  const year = new Intl.DateTimeFormat('en-US', { timeZone, year: 'numeric' }).format(now);
  return `${year}-${part('month').padStart(2, '0')}-${part('day').padStart(2, '0')}`;
}

export function daysLater(from: string, days: number): string {
  return new Date(Date.parse(`${from}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

export function daysOf(preset: Preset, today: string): Days {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  const first = (months: number) =>
    new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
  switch (preset) {
    case 'this-month':
      return { from: first(0), to: today };
    case 'last-month':
      return { from: first(-1), to: daysLater(first(0), -1) };
    case 'this-year':
      return { from: `${today.slice(0, 4)}-01-01`, to: today };
    default:
      return { from: daysLater(today, 1 - Number(preset)), to: today };
  }
}

/** The preset that gives these days, where there is one. */
export function presetOf({ from, to }: Days, today: string): Preset | undefined {
  return PRESETS.find((preset) => {
    const days = daysOf(preset, today);
    return days.from === from && days.to === to;
  });
}
