import type { LibraryEntry } from '../library-entry';
import { event, orders } from '../declare-needs';

export const journey: readonly LibraryEntry[] = [
  {
    key: 'new-this-week',
    name: 'New this week',
    category: 'journey',
    useWhen: 'When you want to greet those who came since Monday, or look who they are.',
    parameters: [],
    rules: [{ field: 'createdAt', op: 'thisPeriod', value: 'week' }],
    needs: [],
    idea: { kind: 'sequence', text: 'Welcome: who we are, what to expect, the best of the last year.' },
  },
  {
    key: 'first-discovery',
    name: 'First discovery',
    category: 'journey',
    useWhen: 'When people found you lately and have neither filled a cart nor bought.',
    parameters: [{ name: 'days', label: 'Contacts for at most so many days', default: 30 }],
    rules: [
      { field: 'createdAt', op: 'inLast', value: { n: { $: 'days' }, unit: 'day' } },
      { event: 'cart.updated', did: false },
      { event: 'order.placed', did: false },
    ],
    needs: [event('cart.updated'), orders],
    idea: { kind: 'sequence', text: 'Welcome: the story, the most loved product, the first voucher.' },
  },
  {
    key: 'cart-abandoned',
    name: 'Cart abandoned',
    category: 'journey',
    useWhen: 'When somebody filled a cart in the last days and no order followed.',
    parameters: [
      { name: 'days', label: 'Within so many days', default: 3 },
      { name: 'hours', label: 'Untouched for at least so many hours', default: 4 },
    ],
    rules: [
      { event: 'cart.updated', within: { last: { $: 'days' }, unit: 'day' } },
      { event: 'cart.updated', did: false, within: { last: { $: 'hours' }, unit: 'hour' } },
      { event: 'order.placed', did: false, within: { last: { $: 'days' }, unit: 'day' } },
    ],
    needs: [event('cart.updated', { value: 49.9, products: ['ESP-250'] }), orders],
    idea: { kind: 'sequence', text: 'Abandoned cart: a reminder, an answer to doubts, then silence.' },
  },
  {
    key: 'first-purchase',
    name: 'First purchase',
    category: 'journey',
    useWhen: 'When the first parcel is on its way and the second order is decided.',
    parameters: [{ name: 'days', label: 'First order within so many days', default: 30 }],
    rules: [
      { field: 'computed.ordersCount', op: 'eq', value: 1 },
      { field: 'computed.lastOrderAt', op: 'inLast', value: { n: { $: 'days' }, unit: 'day' } },
    ],
    needs: [orders],
    idea: { kind: 'sequence', text: 'Thanks, how to use it, how was it, what goes with it.' },
  },
  {
    key: 'loyal',
    name: 'Loyal',
    category: 'journey',
    useWhen: 'When you speak to those who have bought again and again and still do.',
    parameters: [],
    rules: [{ field: 'computed.lifecycleStage', op: 'is', value: 'loyal' }],
    needs: [orders],
    idea: { kind: 'campaign', text: 'An evening, a preview, a name on the list of founders.' },
  },
];
