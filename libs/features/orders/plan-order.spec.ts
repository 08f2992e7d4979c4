import { fits, sumOfLines } from './amounts';
import type { IncomingOrder, Order } from './order';
import { orderEvents } from './order-events';
import { planOrder, saysTheSame, type OrderContent } from './plan-order';

const now = new Date('2026-11-22T12:00:00Z');
const contactId = '0199c0de-0000-7000-8000-000000000001';
const line = { product: 'ESP', name: 'Espresso', category: 'Coffee', quantity: 2, unitPrice: 12.45 };

function planned(incoming: Partial<IncomingOrder>, known: Order | null = null, currency = 'EUR') {
  return planOrder(known, { number: '1', contactId, ...incoming }, { currency, now });
}

function problemOf(...given: Parameters<typeof planned>): string | undefined {
  const plan = planned(...given);
  return 'code' in plan ? `${plan.pointer} ${plan.code}` : undefined;
}

function stored(incoming: Partial<IncomingOrder>): Order {
  return { ...(planned(incoming) as OrderContent), id: 'o', createdAt: now, updatedAt: now };
}

describe('amounts', () => {
  it('are summed exactly and rounded half up', () => {
    const cent = { ...line, quantity: 1, unitPrice: 0.005 };
    expect(sumOfLines([cent], 2)).toBe(0.01);
    expect(sumOfLines(Array(3).fill({ ...line, quantity: 0.1, unitPrice: 0.7 }), 2)).toBe(0.21);
    expect(sumOfLines([{ ...line, quantity: 3, unitPrice: 33.4 }], 0)).toBe(100);
  });

  it.each([
    [10.1, 2, true],
    [10.001, 2, false],
    [1.005, 3, true],
    [999_999_999.99, 2, true],
    [0.5, 0, false],
  ])('%d with %d decimals: %s', (amount, decimals, expected) => {
    expect(fits(amount, decimals)).toBe(expected);
  });
});

describe('an order', () => {
  it.each<[Partial<IncomingOrder>, string | undefined]>([
    [{ total: 5 }, undefined],
    [{ lines: [line] }, undefined],
    [{}, '/total order.total-required'],
    [{ lines: [] }, '/total order.total-required'],
    [{ total: Number.NaN }, '/total order.invalid-amount'],
    [{ total: Infinity }, '/total order.invalid-amount'],
    [{ total: -1 }, '/total order.invalid-amount'],
    [{ total: 1.234 }, '/total order.invalid-amount'],
    [{ total: 5, cost: 1.234 }, '/cost order.invalid-amount'],
    [{ total: 5, refunded: 5.01 }, '/refunded order.refunded-too-much'],
    [{ total: 5, currency: 'USD' }, '/currency order.other-currency'],
    [{ total: 5, placedAt: new Date('nonsense') }, '/placedAt order.invalid-time'],
    [{ total: 5, placedAt: new Date('2026-11-22T12:10:01Z') }, '/placedAt order.in-the-future'],
    [{ total: 5, statusChangedAt: new Date('2027-01-01') }, '/statusChangedAt order.in-the-future'],
  ])('%#: %j', (incoming, expected) => {
    expect(problemOf(incoming)).toBe(expected);
  });

  it('has as many decimals as its currency', () => {
    expect(problemOf({ total: 10.5 }, null, 'JPY')).toBe('/total order.invalid-amount');
    expect(problemOf({ total: 10.125 }, null, 'KWD')).toBeUndefined();
  });

  it('costs what its lines cost, unless it says otherwise', () => {
    expect(planned({ lines: [line] })).toMatchObject({
      total: 24.9,
      refunded: 0,
      status: 'placed',
      placedAt: now,
    });
    expect(planned({ lines: [line], total: 29.8 })).toMatchObject({ total: 29.8 });
  });

  it('is refunded whole when it only says that it is refunded', () => {
    const known = stored({ total: 50, refunded: 10 });
    expect(planned({ status: 'refunded' }, known)).toMatchObject({ refunded: 50 });
    expect(planned({ status: 'refunded', refunded: 20 }, known)).toMatchObject({ refunded: 20 });
    expect(planned({ cost: 3 }, known)).toMatchObject({ refunded: 10, cost: 3, status: 'placed' });
  });

  it('says the same when everything it says is known', () => {
    const known = stored({ lines: [line], cost: 5 });
    expect(saysTheSame(known, planned({}, known) as OrderContent)).toBe(true);
    expect(saysTheSame(known, planned({ lines: [{ ...line }] }, known) as OrderContent)).toBe(true);
    expect(saysTheSame(known, planned({ cost: null }, known) as OrderContent)).toBe(false);
    const renamed = planned({ lines: [{ ...line, name: 'Ristretto' }] }, known) as OrderContent;
    expect(saysTheSame(known, renamed)).toBe(false);
  });
});

describe('the events of an order', () => {
  const later = new Date('2026-11-23T00:00:00Z');
  const namesOf = (known: Order | null, incoming: Partial<IncomingOrder>) =>
    orderEvents(known, planned(incoming, known) as OrderContent, later).map(
      ({ name, occurredAt }) => `${name} ${occurredAt?.toISOString().slice(0, 10)}`,
    );

  it('tell what was bought at the time it was bought', () => {
    const placedAt = new Date('2020-02-01T09:00:00Z');
    const tea = { product: 'TEA', name: 'Tea', category: null, quantity: 0.5, unitPrice: 8 };
    const content = planned({ placedAt, lines: [line, tea, line] }) as OrderContent;
    expect(orderEvents(null, content, later)).toEqual([
      {
        contactId,
        name: 'order.placed',
        occurredAt: placedAt,
        properties: {
          number: '1',
          total: 53.8,
          currency: 'EUR',
          items: 4.5,
          products: ['ESP', 'TEA'],
          categories: ['Coffee'],
        },
      },
    ]);
  });

  it('tell of a cancellation once and of each refund', () => {
    const known = stored({ total: 50 });
    expect(namesOf(null, { total: 50, status: 'cancelled' })).toEqual([
      'order.placed 2026-11-22',
      'order.cancelled 2026-11-23',
    ]);
    expect(namesOf(known, { status: 'cancelled' })).toEqual(['order.cancelled 2026-11-23']);
    expect(namesOf(stored({ total: 50, status: 'cancelled' }), { status: 'cancelled' })).toEqual([]);
    expect(namesOf(known, { refunded: 20 })).toEqual(['order.refunded 2026-11-23']);
    expect(namesOf(stored({ total: 50, refunded: 20 }), { refunded: 20, cost: 1 })).toEqual([]);
    const more = planned({ refunded: 30.1 }, stored({ total: 50, refunded: 20 })) as OrderContent;
    expect(orderEvents(stored({ total: 50, refunded: 20 }), more, later)[0]?.properties).toMatchObject({
      amount: 10.1,
      refunded: 30.1,
    });
  });

  it('do not tell of corrections', () => {
    expect(namesOf(stored({ total: 50 }), { total: 60, lines: [line] })).toEqual([]);
  });
});
