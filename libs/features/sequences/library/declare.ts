import type { LibraryNeed } from '@features/segments';

type Need<Kind extends LibraryNeed['kind']> = Extract<LibraryNeed, { kind: Kind }>;

export const WEEKDAYS = { from: '09:00', to: '17:00', days: [1, 2, 3, 4, 5] };
export const DAYTIME = { from: '09:00', to: '19:00', days: [1, 2, 3, 4, 5, 6, 7] };

/** An email step; what it sends has the name of the email. */
export function email(key: string, name: string, next: string | null): Record<string, unknown> {
  return { kind: 'email', name, templateId: `$template.${key}`, next };
}

export function waitDays(n: number, next: string): Record<string, unknown> {
  return { kind: 'wait', for: { n, unit: 'day' }, next };
}

/** An event that you send in, with the properties that the sequence reads. */
export function sent(name: string, properties: Record<string, unknown> = {}): Need<'event'> {
  return { kind: 'event', name, properties };
}

export const orders: Need<'orders'> = { kind: 'orders' };

export const downloads: Need<'observed'> = {
  kind: 'observed',
  name: 'asset.downloaded',
  when: 'A contact fetches an asset through its signed link for the first time.',
};

export const submissions: Need<'observed'> = {
  kind: 'observed',
  name: 'form.submitted',
  when: 'Somebody sends in a form.',
};

export const clicks: Need<'observed'> = {
  kind: 'observed',
  name: 'email.clicked',
  when: 'A contact who agreed to tracking clicks a link of an email; clicks by machines are not counted.',
};
