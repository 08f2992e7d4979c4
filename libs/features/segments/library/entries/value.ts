import type { LibraryEntry } from '../library-entry';
import { orders, ordersWithCost } from '../declare-needs';

export const value: readonly LibraryEntry[] = [
  {
    key: 'top-margin',
    name: 'Top 10 % by margin',
    category: 'value',
    useWhen: 'When you decide for whom a call, a gift or a special service pays.',
    parameters: [{ name: 'percent', label: 'Top percent', default: 10 }],
    rules: [{ field: 'computed.margin', op: 'isTopPercent', value: { $: 'percent' } }],
    needs: [ordersWithCost],
    idea: { kind: 'campaign', text: 'A letter from the owner, with a number that rings on a real desk.' },
  },
  {
    key: 'top-customers',
    name: 'Top customers',
    category: 'value',
    useWhen:
      'When you look for the few who bring most of the revenue, to thank them and to ask for a referral.',
    parameters: [{ name: 'percent', label: 'Top percent', default: 10 }],
    rules: [{ field: 'computed.lifetimeValue', op: 'isTopPercent', value: { $: 'percent' } }],
    needs: [orders],
    idea: { kind: 'sequence', text: 'Top customers → referral: thanks, a favour to give away, a reminder.' },
  },
  {
    key: 'vip',
    name: 'VIP: often and lately much',
    category: 'value',
    useWhen: 'When only those who buy often and have just spent a lot should get the best treatment.',
    parameters: [
      { name: 'orders', label: 'Orders in a year, at least', default: 4 },
      { name: 'spent', label: 'Spent in 90 days, more than', default: 200 },
    ],
    rules: [
      {
        event: 'order.placed',
        count: { op: 'atLeast', value: { $: 'orders' } },
        within: { last: 365, unit: 'day' },
      },
      {
        event: 'order.placed',
        sum: 'total',
        op: 'gt',
        value: { $: 'spent' },
        within: { last: 90, unit: 'day' },
      },
    ],
    needs: [orders],
    idea: { kind: 'campaign', text: 'First look at what is new, and no limit on returns.' },
  },
  {
    key: 'one-and-done',
    name: 'One and done',
    category: 'value',
    useWhen: 'When you want to turn one-time buyers into customers before they forget you.',
    parameters: [{ name: 'days', label: 'Days since the only order, more than', default: 60 }],
    rules: [
      { field: 'computed.ordersCount', op: 'eq', value: 1 },
      { field: 'computed.daysSinceLastOrder', op: 'gt', value: { $: 'days' } },
    ],
    needs: [orders],
    idea: {
      kind: 'sequence',
      text: 'Second purchase: what goes with the first, then a voucher with an end.',
    },
  },
  {
    key: 'churn-risk',
    name: 'Churn risk',
    category: 'value',
    useWhen: 'When regular customers have been silent for more than twice their own usual pause.',
    parameters: [{ name: 'risks', label: 'Risks', default: ['high'] }],
    rules: [{ field: 'computed.churnRisk', op: 'isAnyOf', value: { $: 'risks' } }],
    needs: [orders],
    idea: { kind: 'sequence', text: 'Win-back: ask why, show what is new, make an offer, and stop.' },
  },
  {
    key: 'at-risk-high-value',
    name: 'At risk and valuable',
    category: 'value',
    useWhen:
      'When losing somebody would cost most: the best quarter, silent for more than twice their usual pause.',
    parameters: [
      { name: 'percent', label: 'Top percent by lifetime value', default: 25 },
      { name: 'ratio', label: 'Days since last order ÷ own mean gap, more than', default: 2 },
    ],
    rules: [
      { field: 'computed.lifetimeValue', op: 'isTopPercent', value: { $: 'percent' } },
      { field: 'computed.churnRatio', op: 'gt', value: { $: 'ratio' } },
    ],
    needs: [orders],
    idea: {
      kind: 'campaign',
      text: 'A personal letter that asks what went wrong; a call for the very best.',
    },
  },
  {
    key: 'lapsed',
    name: 'Lapsed customers',
    category: 'value',
    useWhen: 'When people bought once or more, but not for half a year.',
    parameters: [{ name: 'days', label: 'Days since the last order, more than', default: 180 }],
    rules: [
      { field: 'computed.ordersCount', op: 'gte', value: 1 },
      { field: 'computed.daysSinceLastOrder', op: 'gt', value: { $: 'days' } },
    ],
    needs: [orders],
    idea: { kind: 'sequence', text: 'Win-back: what changed since, an offer, a last letter.' },
  },
];
