/**
 * The events that computed values are made from, besides orders. An event with one of these names makes its contact due
 * for a refresh: the trigger function `computed_values_due_by_event` in the database holds the same list.
 */

/** How much an event counts for the engagement score on the day it happens. Only human opens and clicks are events. */
export const ENGAGEMENT_POINTS = { 'email.opened': 1, 'email.clicked': 5 } as const;

/** What makes a contact a lead: they told us something, took something, or asked. */
export const LEAD_EVENTS = ['form.submitted', 'asset.downloaded', 'chat.started'] as const;

/** A cart that is being filled. It counts as abandoned when no order follows. */
export const CART_EVENTS = ['cart.updated', 'checkout.started'] as const;

/** Where somebody answered us. Opens are left out: an email can only be opened where it was sent. */
export const CHANNEL_EVENTS: readonly { name: string; channel: Channel }[] = [
  { name: 'email.clicked', channel: 'email' },
  { name: 'form.submitted', channel: 'web' },
  { name: 'asset.downloaded', channel: 'web' },
  { name: 'chat.started', channel: 'chat' },
  { name: 'sms.clicked', channel: 'sms' },
  { name: 'sms.replied', channel: 'sms' },
  { name: 'push.clicked', channel: 'push' },
  { name: 'call.answered', channel: 'phone' },
];

/** In the order in which ties are settled. */
export const CHANNELS = ['email', 'web', 'chat', 'sms', 'push', 'phone'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Every name above, once, sorted. */
export const VALUE_EVENTS: readonly string[] = [
  ...new Set([
    ...Object.keys(ENGAGEMENT_POINTS),
    ...LEAD_EVENTS,
    ...CART_EVENTS,
    ...CHANNEL_EVENTS.map(({ name }) => name),
  ]),
].sort();
