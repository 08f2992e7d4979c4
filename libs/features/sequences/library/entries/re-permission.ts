import { clicks, DAYTIME, email, submissions, waitDays } from '../declare';
import type { SequenceEntry } from '../sequence-entry';

export const rePermission: SequenceEntry = {
  key: 're-permission',
  name: 'Re-permission',
  useWhen: 'When contacts have neither opened nor clicked for half a year, and mailboxes begin to notice.',
  story:
    'One question with two buttons, two weeks later the same once more. A click, a form sent in or an order is a yes; who stays silent for two more weeks is unsubscribed from the topic.',
  needs: [clicks, submissions],
  notes: [
    'Clicks are only seen with the tracking mode "individual", and of contacts who agreed to tracking. Let the button lead to a form, so that everybody’s yes is heard.',
    'It only ever ends subscriptions of its own topic; other topics stay as they are.',
    'Only who enters the segment from now on is let in. Those who are in it already can be enrolled through the API.',
  ],
  startsOn: { on: 'segment', segmentKey: 'unengaged' },
  emails: [
    { key: 'question', name: 'The question' },
    { key: 'last-question', name: 'The question once more' },
  ],
  graph: {
    reentry: { rule: 'after', days: 365 },
    goal: { event: 'email.clicked' },
    exits: [{ event: 'form.submitted' }, { event: 'order.placed' }],
    window: DAYTIME,
    onCap: 'defer',
    onQuietHours: 'defer',
    start: 'question',
    steps: {
      question: email('question', 'The question', 'two-weeks'),
      'two-weeks': { ...waitDays(14, 'last-question'), name: 'Two weeks' },
      'last-question': email('last-question', 'The question once more', 'last-weeks'),
      'last-weeks': { ...waitDays(14, 'unsubscribe'), name: 'Two more weeks' },
      unsubscribe: {
        kind: 'topic',
        name: 'Unsubscribe who stayed silent',
        topicId: '$topicId',
        do: 'unsubscribe',
        next: 'end',
      },
      end: { kind: 'end' },
    },
  },
};
