import type { RuleTree, Step, StepKind } from './sequence-graph';

/** In the order of the menu. */
export const STEP_KINDS: readonly StepKind[] = [
  'email',
  'wait',
  'waitUntil',
  'branch',
  'split',
  'tag',
  'update',
  'notify',
  'webhook',
  'topic',
  'enroll',
  'end',
];

export const emptyTree = (): RuleTree => ({ v: 1, match: 'all', rules: [] });

/** A new step with what can be guessed filled in. */
export function newStep(kind: StepKind): Step {
  switch (kind) {
    case 'email':
      return { kind, name: null, templateId: null, subject: null, next: null };
    case 'wait':
      return { kind, name: null, for: { n: 2, unit: 'day' }, at: null, next: null };
    case 'waitUntil':
      return {
        kind,
        name: null,
        condition: { event: 'email.clicked', where: null },
        timeout: { n: 3, unit: 'day' },
        then: null,
        else: null,
      };
    case 'branch':
      return { kind, name: null, cases: [{ tree: emptyTree(), next: null }], else: null };
    case 'split':
      return {
        kind,
        name: null,
        parts: [
          { percent: 50, next: null },
          { percent: 50, next: null },
        ],
      };
    case 'tag':
      return { kind, name: null, tag: '', do: 'add', next: null };
    case 'update':
      return { kind, name: null, field: '', value: null, next: null };
    case 'notify':
      return { kind, name: null, to: [], subject: '', text: '', next: null };
    case 'webhook':
      return { kind, name: null, url: '', next: null };
    case 'topic':
      return { kind, name: null, topicId: null, do: 'unsubscribe', next: null };
    case 'enroll':
      return { kind, name: null, sequenceId: null, next: null };
    case 'end':
      return { kind, name: null };
  }
}
