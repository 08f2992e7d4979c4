import type { LibraryEntry, LibraryNeed } from '../library-entry';
import { event, orders } from '../declare-needs';

const signUp = event('product.signed-up', { plan: 'trial' });

/** `order.placed` carries the ids of the products that were bought. */
function bought(product: unknown, rest: Record<string, unknown> = {}): Record<string, unknown> {
  const rules = [{ property: 'products', op: 'hasAnyOf', value: [product] }];
  return { event: 'order.placed', ...rest, where: { match: 'all', rules } };
}

const downloads: LibraryNeed = {
  kind: 'observed',
  name: 'asset.downloaded',
  when: 'A contact fetches an asset through its signed link for the first time.',
};

export const behavioural: readonly LibraryEntry[] = [
  {
    key: 'bought-product',
    name: 'Bought a product',
    category: 'behavioural',
    useWhen: 'When a product calls for something that goes with it: refills, training, care.',
    parameters: [
      { name: 'product', label: 'Product id', default: 'ESP-250' },
      { name: 'days', label: 'Within so many days', default: 365 },
    ],
    rules: [bought({ $: 'product' }, { within: { last: { $: 'days' }, unit: 'day' } })],
    needs: [orders],
    idea: { kind: 'sequence', text: 'How to use it, what goes with it, when to buy it again.' },
  },
  {
    key: 'bought-a-never-b',
    name: 'Bought A, never B',
    category: 'behavioural',
    useWhen: 'When the buyers of one product usually want another one too, and some have not found it yet.',
    parameters: [
      { name: 'a', label: 'Product id they bought', default: 'ESP-250' },
      { name: 'b', label: 'Product id they never bought', default: 'MILL-1' },
    ],
    rules: [bought({ $: 'a' }), bought({ $: 'b' }, { did: false })],
    needs: [orders],
    idea: { kind: 'campaign', text: 'Cross-sell: the second product, shown with the first.' },
  },
  {
    key: 'bought-category',
    name: 'Bought from a category',
    category: 'behavioural',
    useWhen: 'When news from a part of your range interests those who buy there.',
    parameters: [
      { name: 'category', label: 'Category', default: 'Coffee' },
      { name: 'days', label: 'Within so many days', default: 365 },
    ],
    rules: [
      {
        event: 'order.placed',
        within: { last: { $: 'days' }, unit: 'day' },
        where: {
          match: 'all',
          rules: [{ property: 'categories', op: 'hasAnyOf', value: [{ $: 'category' }] }],
        },
      },
    ],
    needs: [orders],
    idea: { kind: 'campaign', text: 'What is new in the category, before everybody else hears it.' },
  },
  {
    key: 'browsed',
    name: 'Browsed, did not buy',
    category: 'behavioural',
    useWhen: 'When people looked at a product lately and left without buying it.',
    parameters: [
      { name: 'product', label: 'Product id', default: 'ESP-250' },
      { name: 'days', label: 'Within so many days', default: 14 },
    ],
    rules: [
      {
        event: 'product.viewed',
        within: { last: { $: 'days' }, unit: 'day' },
        where: { match: 'all', rules: [{ property: 'product', op: 'is', value: { $: 'product' } }] },
      },
      bought({ $: 'product' }, { did: false, within: { last: { $: 'days' }, unit: 'day' } }),
    ],
    needs: [event('product.viewed', { product: 'ESP-250' }), orders],
    idea: { kind: 'sequence', text: 'Answers to what people ask about the product, then a review.' },
  },
  {
    key: 'downloaded',
    name: 'Downloaded an asset',
    category: 'behavioural',
    useWhen: 'When a download shows what somebody is interested in right now.',
    parameters: [
      { name: 'asset', label: 'Asset', default: 'ebook' },
      { name: 'days', label: 'Within so many days', default: 30 },
    ],
    rules: [
      {
        event: 'asset.downloaded',
        within: { last: { $: 'days' }, unit: 'day' },
        where: { match: 'all', rules: [{ property: 'asset', op: 'is', value: { $: 'asset' } }] },
      },
    ],
    needs: [downloads],
    idea: { kind: 'sequence', text: 'eBook download → webinar invitation → demo call.' },
  },
  {
    key: 'frequent-buyers',
    name: 'Buys often',
    category: 'behavioural',
    useWhen: 'When you want to reward or ask those who come back again and again.',
    parameters: [
      { name: 'times', label: 'Orders, at least', default: 4 },
      { name: 'days', label: 'Within so many days', default: 365 },
    ],
    rules: [
      {
        event: 'order.placed',
        count: { op: 'atLeast', value: { $: 'times' } },
        within: { last: { $: 'days' }, unit: 'day' },
      },
    ],
    needs: [orders],
    idea: { kind: 'campaign', text: 'Early access, and a question what they would change.' },
  },
  {
    key: 'frequent-visitors',
    name: 'Visits often',
    category: 'behavioural',
    useWhen: 'When many visits in a short time show that somebody is about to decide.',
    parameters: [
      { name: 'times', label: 'Visits, at least', default: 5 },
      { name: 'days', label: 'Within so many days', default: 30 },
    ],
    rules: [
      {
        event: 'page.viewed',
        count: { op: 'atLeast', value: { $: 'times' } },
        within: { last: { $: 'days' }, unit: 'day' },
      },
    ],
    needs: [event('page.viewed')],
    idea: { kind: 'campaign', text: 'A person to talk to, with a name and a telephone number.' },
  },
  {
    key: 'never-activated',
    name: 'Never activated a feature',
    category: 'behavioural',
    useWhen: 'When people signed up some days ago and have never used the feature that makes them stay.',
    parameters: [
      { name: 'feature', label: 'Feature', default: 'calendar' },
      { name: 'days', label: 'Days since signing up', default: 7 },
    ],
    rules: [
      { event: 'product.signed-up' },
      { event: 'product.signed-up', did: false, within: { last: { $: 'days' }, unit: 'day' } },
      {
        event: 'feature.used',
        did: false,
        where: { match: 'all', rules: [{ property: 'feature', op: 'is', value: { $: 'feature' } }] },
      },
    ],
    needs: [signUp, event('feature.used', { feature: 'calendar' })],
    idea: {
      kind: 'sequence',
      text: 'Never activated → training: a film of one minute, then a hand to hold.',
    },
  },
];
