import { clicks, DAYTIME, email, orders, waitDays } from '../declare';
import type { SequenceEntry } from '../sequence-entry';

export const winBack: SequenceEntry = {
  key: 'win-back',
  name: 'Win-back',
  useWhen:
    'When customers have not bought for half a year, and you would rather know why than lose them quietly.',
  story:
    'A note without an offer, a week later a voucher. Who clicked hears once more before it ends; all others get a farewell and the tag "win-back: silent". An order ends it at once.',
  needs: [orders, clicks],
  notes: [
    'Only who enters the segment from now on is let in. Those who are in it already can be enrolled through the API.',
    'Orders must come in within the hour, or customers are asked back who have just bought.',
  ],
  startsOn: { on: 'segment', segmentKey: 'lapsed' },
  emails: [
    { key: 'miss-you', name: 'It has been a while' },
    { key: 'offer', name: 'Voucher' },
    { key: 'offer-ends', name: 'The voucher ends' },
    { key: 'farewell', name: 'Farewell' },
  ],
  graph: {
    reentry: { rule: 'after', days: 180 },
    goal: { event: 'order.placed' },
    window: DAYTIME,
    onCap: 'defer',
    onQuietHours: 'defer',
    start: 'miss-you',
    steps: {
      'miss-you': email('miss-you', 'It has been a while', 'week'),
      week: { ...waitDays(7, 'offer'), name: 'A week' },
      offer: email('offer', 'Voucher', 'ten-days'),
      'ten-days': { ...waitDays(10, 'interested'), name: 'Ten days' },
      interested: {
        kind: 'branch',
        name: 'Clicked lately?',
        cases: [
          {
            tree: {
              v: 1,
              match: 'all',
              rules: [{ event: 'email.clicked', within: { last: 21, unit: 'day' } }],
            },
            next: 'offer-ends',
          },
        ],
        else: 'farewell',
      },
      'offer-ends': email('offer-ends', 'The voucher ends', 'last-days'),
      'last-days': { ...waitDays(5, 'end'), name: 'Until the voucher ends' },
      farewell: email('farewell', 'Farewell', 'silent'),
      silent: { kind: 'tag', tag: 'win-back: silent', do: 'add', next: 'end' },
      end: { kind: 'end' },
    },
  },
};
