import type { EventNameRow } from '@features/events';

export type PropertyType = EventNameRow['properties'][number]['type'];

export interface KnownProperty {
  property: string;
  type: PropertyType;
  /** Whose ids or keys it holds, so that a builder can offer names; null: plain values. */
  refersTo: 'campaign' | 'segment' | 'topic' | 'field' | null;
}

/** An event that the product itself reports. */
export interface KnownEvent {
  name: string;
  label: string;
  properties: readonly KnownProperty[];
}

const text = (property: string, refersTo: KnownProperty['refersTo'] = null): KnownProperty => ({
  property,
  type: 'text',
  refersTo,
});
const number = (property: string): KnownProperty => ({ property, type: 'number', refersTo: null });
const list = (property: string): KnownProperty => ({ property, type: 'list', refersTo: null });
const mixed = (property: string): KnownProperty => ({ property, type: 'mixed', refersTo: null });

const campaign = text('campaign', 'campaign');
const order = [text('number'), number('total'), text('currency')];
const segment = [text('segment', 'segment'), text('name')];

/** By name. A workspace may ask for them before the first one happened. */
export const KNOWN_EVENTS: readonly KnownEvent[] = [
  {
    name: 'contact.changed',
    label: 'A field of the contact changed',
    properties: [text('field', 'field'), mixed('from'), mixed('to')],
  },
  { name: 'contact.created', label: 'The contact was added', properties: [text('source')] },
  {
    name: 'email.bounced',
    label: 'An email came back',
    properties: [campaign, text('delivery'), text('class')],
  },
  {
    name: 'email.clicked',
    label: 'Clicked a link in an email',
    properties: [campaign, text('delivery'), number('link'), text('url')],
  },
  {
    name: 'email.complained',
    label: 'Complained about an email',
    properties: [campaign, text('delivery')],
  },
  { name: 'email.opened', label: 'Opened an email', properties: [campaign, text('delivery')] },
  { name: 'email.sent', label: 'Was sent an email', properties: [campaign, text('delivery')] },
  {
    name: 'email.unsubscribed',
    label: 'Unsubscribed from a topic',
    properties: [text('topic', 'topic'), text('method'), campaign, text('delivery')],
  },
  { name: 'order.cancelled', label: 'An order was cancelled', properties: order },
  {
    name: 'order.placed',
    label: 'Placed an order',
    properties: [...order, number('items'), list('products'), list('categories')],
  },
  {
    name: 'order.refunded',
    label: 'An order was paid back, wholly or in part',
    properties: [...order, number('refunded'), number('amount')],
  },
  { name: 'segment.entered', label: 'Entered a tracked segment', properties: segment },
  { name: 'segment.left', label: 'Left a tracked segment', properties: segment },
];
