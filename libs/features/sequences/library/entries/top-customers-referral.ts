import { DAYTIME, email, orders, sent, waitDays } from '../declare';
import type { SequenceEntry } from '../sequence-entry';

const refers = { event: 'referral.made' };

export const topCustomersReferral: SequenceEntry = {
  key: 'top-customers-referral',
  name: 'Top customers: referral',
  useWhen: 'When somebody becomes one of your best customers, and knows others who would like what you make.',
  story:
    'Thanks first, with nothing asked. Five days later a favour to give away, then one reminder. Who passes it on is thanked; who returns an order is left in peace.',
  needs: [orders, sent('referral.made', { friend: 'a first order' })],
  notes: [
    'Only who enters the segment from now on is let in. Those who are in it already can be enrolled through the API.',
    'Report referral.made for the contact who referred, not for the friend.',
  ],
  startsOn: { on: 'segment', segmentKey: 'top-customers' },
  emails: [
    { key: 'thanks', name: 'Thanks' },
    { key: 'favour', name: 'A favour to give away' },
    { key: 'reminder', name: 'Reminder' },
    { key: 'referral-thanks', name: 'Thanks for the referral' },
  ],
  graph: {
    reentry: { rule: 'after', days: 365 },
    exits: [{ event: 'order.refunded' }],
    window: DAYTIME,
    onCap: 'defer',
    onQuietHours: 'defer',
    start: 'thanks',
    steps: {
      thanks: email('thanks', 'Thanks', 'pause'),
      pause: { ...waitDays(5, 'favour'), name: 'Five days' },
      favour: email('favour', 'A favour to give away', 'refers'),
      refers: {
        kind: 'waitUntil',
        name: 'Passes it on?',
        condition: refers,
        timeout: { n: 10, unit: 'day' },
        then: 'referral-thanks',
        else: 'reminder',
      },
      reminder: email('reminder', 'Reminder', 'refers-later'),
      'refers-later': {
        kind: 'waitUntil',
        name: 'Passes it on after all?',
        condition: refers,
        timeout: { n: 20, unit: 'day' },
        then: 'referral-thanks',
        else: 'end',
      },
      'referral-thanks': email('referral-thanks', 'Thanks for the referral', 'end'),
      end: { kind: 'end' },
    },
  },
};
