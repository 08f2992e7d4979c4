import type { LibraryNeed } from './library-entry';

type Need<Kind extends LibraryNeed['kind']> = Extract<LibraryNeed, { kind: Kind }>;

export function choiceField(key: string, label: string, choices: string[]): Need<'field'> {
  return { kind: 'field', field: { key, label, type: 'choice', choices }, example: choices[0] };
}

export function listField(key: string, label: string, choices: string[]): Need<'field'> {
  return {
    kind: 'field',
    field: { key, label, type: 'multi-choice', choices },
    example: choices.slice(0, 2),
  };
}

export function numberField(key: string, label: string, example: number): Need<'field'> {
  return { kind: 'field', field: { key, label, type: 'number', choices: [] }, example };
}

/** An event that you send in, with the properties that the tree reads. */
export function event(name: string, properties: Record<string, unknown> = {}): Need<'event'> {
  return { kind: 'event', name, properties };
}

export const orders: Need<'orders'> = { kind: 'orders' };
export const ordersWithCost: Need<'orders'> = { kind: 'orders', withCost: true };

export const opens: Need<'observed'> = {
  kind: 'observed',
  name: 'email.opened',
  when: 'A contact who agreed to tracking opens a campaign; opens by machines are not counted.',
};

export const clicks: Need<'observed'> = {
  kind: 'observed',
  name: 'email.clicked',
  when: 'A contact clicks a link of a campaign; clicks by machines are not counted.',
};
