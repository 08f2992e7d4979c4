import type { LibraryEntry } from '../library-entry';
import { orders } from '../declare-needs';

interface Group {
  group: string;
  name: string;
  useWhen: string;
  idea: LibraryEntry['idea'];
}

const GROUPS: readonly Group[] = [
  {
    group: 'champions',
    name: 'RFM: champions',
    useWhen: 'When you ask for reviews and referrals: they bought lately, often, and most.',
    idea: { kind: 'campaign', text: 'Thanks, early access, and a friend to bring along.' },
  },
  {
    group: 'loyal',
    name: 'RFM: loyal',
    useWhen: 'When a better product or a subscription has the best chance: they keep coming back.',
    idea: { kind: 'campaign', text: 'The next better product, with what it does more.' },
  },
  {
    group: 'recent',
    name: 'RFM: recent',
    useWhen: 'When a first good impression decides: they bought only just now and seldom before.',
    idea: { kind: 'sequence', text: 'Welcome: how to use it, who we are, what others buy next.' },
  },
  {
    group: 'promising',
    name: 'RFM: promising',
    useWhen: 'When a small push makes a habit: they bought lately, a little.',
    idea: { kind: 'campaign', text: 'Free delivery with the next order, for two weeks.' },
  },
  {
    group: 'needs-attention',
    name: 'RFM: needs attention',
    useWhen: 'When average customers begin to slip away and a reminder is still enough.',
    idea: { kind: 'campaign', text: 'What is new in the categories they bought from.' },
  },
  {
    group: 'at-risk',
    name: 'RFM: at risk',
    useWhen: 'When good customers of earlier times have not bought for long.',
    idea: { kind: 'sequence', text: 'Win-back: ask why, make it good, make an offer.' },
  },
  {
    group: 'lost',
    name: 'RFM: lost',
    useWhen: 'When you decide whom to write a last time, and whom no more.',
    idea: { kind: 'sequence', text: 'Re-permission: do you still want to hear from us? Then silence.' },
  },
];

/** One entry for each group of the RFM table (docs/segments/computed-values.md). */
export const rfm: readonly LibraryEntry[] = GROUPS.map(({ group, ...texts }) => ({
  key: `rfm-${group}`,
  category: 'rfm',
  parameters: [],
  rules: [{ field: 'computed.rfmGroup', op: 'is', value: group }],
  needs: [orders],
  ...texts,
}));
