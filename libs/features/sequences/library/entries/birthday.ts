import { email, orders } from '../declare';
import type { SequenceEntry } from '../sequence-entry';

export const birthday: SequenceEntry = {
  key: 'birthday',
  name: 'Birthday',
  useWhen: 'When you know the birthdays of your contacts, and have a small present for them.',
  story:
    'On the morning of the birthday, by the contact’s own clock, congratulations with a present; ten days later a reminder to those who have not ordered.',
  needs: [{ kind: 'built-in', path: 'birthDate', fill: { birthDate: '1984-04-12' } }, orders],
  notes: [
    'Whoever is born on 29 February is congratulated on 1 March in other years.',
    'It goes out whatever the cap says, since there is only one such day in the year; quiet hours are kept.',
  ],
  startsOn: {
    on: 'triggers',
    triggers: [{ date: 'birthDate', offsetDays: 0, at: '09:00', yearly: true }],
  },
  emails: [
    { key: 'congratulations', name: 'Congratulations' },
    { key: 'present-ends', name: 'The present ends' },
  ],
  graph: {
    reentry: { rule: 'after', days: 300 },
    goal: { event: 'order.placed' },
    window: null,
    onCap: 'ignore',
    onQuietHours: 'defer',
    start: 'congratulations',
    steps: {
      congratulations: email('congratulations', 'Congratulations', 'ten-days'),
      'ten-days': {
        kind: 'wait',
        name: 'Ten days',
        for: { n: 10, unit: 'day' },
        at: '09:00',
        next: 'present-ends',
      },
      'present-ends': email('present-ends', 'The present ends', 'last-days'),
      'last-days': { kind: 'wait', name: 'Until the present ends', for: { n: 4, unit: 'day' }, next: 'end' },
      end: { kind: 'end' },
    },
  },
};
