import { email, orders, sent, waitDays } from '../declare';
import type { SequenceEntry } from '../sequence-entry';

const updated = (op: string) => ({
  event: 'cart.updated',
  where: { match: 'all', rules: [{ property: 'value', op, value: 0 }] },
});

export const abandonedCart: SequenceEntry = {
  key: 'abandoned-cart',
  name: 'Abandoned cart',
  useWhen: 'When somebody filled a cart and left, and a short reminder may be welcome.',
  story:
    'Four hours after the last look at the cart a reminder, the next day an answer to the usual doubts, two days later a last note. An order ends it at once, and so does an emptied cart.',
  needs: [sent('cart.updated', { value: 49.9 }), orders],
  notes: [
    'Report cart.updated with the value of the cart whenever it changes, and with 0 when it is emptied.',
    'A reminder that comes late is no use: what a cap holds back is left out.',
  ],
  startsOn: { on: 'triggers', triggers: [updated('gt')] },
  emails: [
    { key: 'reminder', name: 'Reminder' },
    { key: 'doubts', name: 'Answers to doubts' },
    { key: 'last-note', name: 'Last note' },
  ],
  graph: {
    reentry: { rule: 'after', days: 7 },
    goal: { event: 'order.placed' },
    exits: [updated('eq')],
    window: { from: '08:00', to: '21:00', days: [1, 2, 3, 4, 5, 6, 7] },
    onCap: 'skip',
    onQuietHours: 'defer',
    start: 'leaves',
    steps: {
      leaves: { kind: 'wait', name: 'Four hours', for: { n: 4, unit: 'hour' }, next: 'shopping' },
      shopping: {
        kind: 'branch',
        name: 'Still filling it?',
        cases: [
          {
            tree: {
              v: 1,
              match: 'all',
              rules: [{ event: 'cart.updated', within: { last: 3, unit: 'hour' } }],
            },
            next: 'later',
          },
        ],
        else: 'reminder',
      },
      later: { kind: 'wait', name: 'Four hours more', for: { n: 4, unit: 'hour' }, next: 'reminder' },
      reminder: email('reminder', 'Reminder', 'day'),
      day: { ...waitDays(1, 'doubts'), name: 'A day' },
      doubts: email('doubts', 'Answers to doubts', 'two-days'),
      'two-days': { ...waitDays(2, 'last-note'), name: 'Two days' },
      'last-note': email('last-note', 'Last note', 'end'),
      end: { kind: 'end' },
    },
  },
};
