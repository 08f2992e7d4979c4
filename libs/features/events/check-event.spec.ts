import { checkEvent, type IncomingEvent } from './check-event';
import { seenProperties } from './event-properties';

const now = new Date('2026-11-22T12:00:00Z');
const contactId = '0199c0de-0000-7000-8000-000000000001';

function problemOf(event: Partial<IncomingEvent>): string | undefined {
  const checked = checkEvent({ name: 'order.placed', contactId, ...event }, now);
  return 'code' in checked ? `${checked.pointer} ${checked.code}` : undefined;
}

it.each<[Partial<IncomingEvent>, string | undefined]>([
  [{}, undefined],
  [{ name: 'order.item-added_2' }, undefined],
  [{ name: 'order' }, '/name event.invalid-name'],
  [{ name: 'Order.Placed' }, '/name event.invalid-name'],
  [{ name: `a.${'b'.repeat(99)}` }, '/name event.invalid-name'],
  [{ name: 'contact.changed' }, '/name event.reserved-name'],
  [{ name: 'contacts.changed' }, undefined],
  [{ email: 'ana@example.com' }, '/contactId event.contact-required'],
  [{ contactId: undefined, email: 'ana@' }, '/email event.invalid-email'],
  [{ contactId: 'x' }, '/contactId event.invalid-contact-id'],
  [{ occurredAt: new Date('2026-11-22T12:10:00Z') }, undefined],
  [{ occurredAt: new Date('2026-11-22T12:10:01Z') }, '/occurredAt event.in-the-future'],
  [{ occurredAt: new Date('1000-01-01T00:00:00Z') }, '/occurredAt event.invalid-time'],
  [{ occurredAt: new Date('nonsense') }, '/occurredAt event.invalid-time'],
  [{ idempotencyKey: '' }, '/idempotencyKey event.invalid-idempotency-key'],
  [{ idempotencyKey: 'a b' }, '/idempotencyKey event.invalid-idempotency-key'],
  [{ properties: [] }, '/properties event.invalid-properties'],
  [{ properties: { text: 'a\u0000b' } }, '/properties event.invalid-properties'],
  [{ properties: { text: '\ud800' } }, '/properties event.invalid-properties'],
  [{ properties: { text: 'x'.repeat(32 * 1024) } }, '/properties event.invalid-properties'],
])('%#: %j', (event, expected) => {
  expect(problemOf(event)).toBe(expected);
});

it('does not walk properties that are nested without end', () => {
  const properties: unknown = JSON.parse(`${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`);
  expect(problemOf({ properties })).toBe('/properties event.invalid-properties');
});

it('learns the type of each property, mixed where events disagree', () => {
  const events = [
    { name: 'a.b', properties: { n: 1, list: [], nothing: null } },
    { name: 'a.b', properties: { n: 'one', object: {} } },
  ];
  expect(seenProperties(events).map(({ property, type }) => `${property}: ${type}`)).toEqual([
    'list: list',
    'n: mixed',
    'object: object',
  ]);
});
