import { email, submissions } from '../declare';
import type { SequenceEntry } from '../sequence-entry';

export const welcome: SequenceEntry = {
  key: 'welcome',
  name: 'Welcome',
  useWhen: 'When somebody has just signed up, and the next two weeks decide whether they go on reading.',
  story:
    'As soon as the address is confirmed a welcome, two days later the best of the last year, five days later a letter that asks what brought them here.',
  needs: [submissions],
  notes: [
    'It waits up to seven days until the contact is subscribed to the topic, so it suits forms with and without double opt-in.',
    'Everybody is welcomed once, however many forms they send in.',
  ],
  startsOn: { on: 'form' },
  emails: [
    { key: 'hello', name: 'Welcome' },
    { key: 'best-of', name: 'The best of the last year' },
    { key: 'question', name: 'What brought you here?' },
  ],
  graph: {
    reentry: { rule: 'once' },
    window: null,
    onCap: 'defer',
    onQuietHours: 'defer',
    start: 'confirms',
    steps: {
      confirms: {
        kind: 'waitUntil',
        name: 'Subscribed to the topic?',
        condition: { tree: { v: 1, match: 'all', rules: [{ topic: '$topicId', status: 'subscribed' }] } },
        timeout: { n: 7, unit: 'day' },
        then: 'hello',
        else: null,
      },
      hello: email('hello', 'Welcome', 'settles'),
      settles: { kind: 'wait', name: 'Two days', for: { n: 2, unit: 'day' }, at: '09:30', next: 'best-of' },
      'best-of': email('best-of', 'The best of the last year', 'reads'),
      reads: { kind: 'wait', name: 'Five days', for: { n: 5, unit: 'day' }, at: '09:30', next: 'question' },
      question: email('question', 'What brought you here?', null),
    },
  },
};
