import type { LibraryEntry } from '../library-entry';
import { clicks, numberField, opens } from '../declare-needs';

const engagedWithin = { last: { $: 'days' }, unit: 'day' };
const npsScore = numberField('npsScore', 'NPS answer (0 to 10)', 9);

export const engagement: readonly LibraryEntry[] = [
  {
    key: 'engaged',
    name: 'Engaged',
    category: 'engagement',
    useWhen: 'When a letter should go first to those who read: for a new sender, or with important news.',
    parameters: [{ name: 'days', label: 'Opened or clicked within so many days', default: 90 }],
    rules: [
      {
        match: 'any',
        rules: [
          { event: 'email.clicked', within: engagedWithin },
          { event: 'email.opened', within: engagedWithin },
        ],
      },
    ],
    needs: [opens, clicks],
    idea: { kind: 'campaign', text: 'The full letter, a day before all others get the short one.' },
  },
  {
    key: 'unengaged',
    name: 'Unengaged',
    category: 'engagement',
    useWhen: 'When you decide whom to ask once more and then leave alone, before mailboxes decide for you.',
    parameters: [{ name: 'days', label: 'Neither opened nor clicked for so many days', default: 180 }],
    rules: [
      { field: 'createdAt', op: 'notInLast', value: { n: { $: 'days' }, unit: 'day' } },
      { event: 'email.sent', within: engagedWithin },
      { event: 'email.clicked', did: false, within: engagedWithin },
      { event: 'email.opened', did: false, within: engagedWithin },
    ],
    needs: [opens, clicks],
    idea: { kind: 'sequence', text: 'Re-permission: one question with two buttons; no answer is an answer.' },
  },
];

function nps(entry: Pick<LibraryEntry, 'key' | 'name' | 'useWhen' | 'idea'>, from: number, to: number) {
  const rules = [{ field: 'attributes.npsScore', op: 'between', value: { from, to } }];
  return { ...entry, category: 'feedback', parameters: [], rules, needs: [npsScore] } as const;
}

export const feedback: readonly LibraryEntry[] = [
  nps(
    {
      key: 'nps-promoters',
      name: 'NPS: promoters',
      useWhen: 'When you ask for reviews and referrals: they would recommend you (9 or 10).',
      idea: { kind: 'campaign', text: 'Thanks, and a link that makes a review a matter of a minute.' },
    },
    9,
    10,
  ),
  nps(
    {
      key: 'nps-passives',
      name: 'NPS: passives',
      useWhen: 'When you want to know what is missing to be recommended (7 or 8).',
      idea: { kind: 'campaign', text: 'One question: what would make it a ten?' },
    },
    7,
    8,
  ),
  nps(
    {
      key: 'nps-detractors',
      name: 'NPS: detractors',
      useWhen:
        'When somebody should call before anything else is sent: they would not recommend you (0 to 6).',
      idea: {
        kind: 'sequence',
        text: 'A personal answer on the same day; no advertising until it is settled.',
      },
    },
    0,
    6,
  ),
];
