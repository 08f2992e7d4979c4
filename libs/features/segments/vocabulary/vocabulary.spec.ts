import { KNOWN_EVENTS } from './known-events';
import { vocabularyEvents, vocabularyField } from './vocabulary';

const seen = (name: string, ...properties: [string, 'text' | 'number' | 'mixed'][]) => ({
  name,
  firstSeenAt: new Date('2026-01-01T00:00:00Z'),
  properties: properties.map(([property, type]) => ({ property, type })),
});

describe('events that rules may name', () => {
  it('are those that Tidings reports, before the first one happened', () => {
    const events = vocabularyEvents([]);
    expect(events.map(({ name }) => name)).toEqual(KNOWN_EVENTS.map(({ name }) => name).sort());
    expect(events.every(({ label, firstSeenAt }) => label !== null && firstSeenAt === null)).toBe(true);
  });

  it("are also the workspace's own, and properties that were seen are added to those that are known", () => {
    const events = vocabularyEvents([
      seen('quiz.taken', ['points', 'number']),
      seen('order.placed', ['total', 'mixed'], ['coupon', 'text']),
    ]);
    expect(events.find(({ name }) => name === 'quiz.taken')).toMatchObject({
      label: null,
      properties: [{ property: 'points', type: 'number', refersTo: null }],
    });
    const order = events.find(({ name }) => name === 'order.placed')?.properties ?? [];
    expect(order).toContainEqual({ property: 'coupon', type: 'text', refersTo: null });
    expect(order.filter(({ property }) => property === 'total')).toEqual([
      { property: 'total', type: 'number', refersTo: null },
    ]);
  });
});

it('amounts of money have the currency of the workspace as unit', () => {
  const field = {
    path: 'computed.margin',
    label: 'Margin',
    type: 'number',
    choices: [],
    storage: { kind: 'computed', column: 'margin', otherwise: null },
  } as const;
  expect(vocabularyField(field, 'GBP')).toMatchObject({ group: 'computed', unit: 'GBP' });
});
