import type { Trigger } from '../graph/sequence-graph';

export const TRIGGER_KINDS = ['form', 'asset', 'segment', 'event', 'tag', 'date', 'api'] as const;
export type TriggerKind = (typeof TRIGGER_KINDS)[number];

export function kindOfTrigger(trigger: Trigger): TriggerKind {
  return TRIGGER_KINDS.find((kind) => kind in trigger) ?? 'api';
}

export function newTrigger(kind: TriggerKind): Trigger {
  switch (kind) {
    case 'form':
      return { form: '', when: 'confirmed' };
    case 'asset':
      return { asset: '' };
    case 'segment':
      return { segment: '', on: 'entered' };
    case 'event':
      return { event: '', where: null };
    case 'tag':
      return { tag: '', on: 'added' };
    case 'date':
      return { date: 'birthDate', offsetDays: 0, at: '09:00', yearly: true };
    case 'api':
      return { api: true };
  }
}
