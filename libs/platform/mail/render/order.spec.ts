import { orderOf } from './order';

describe('orderOf', () => {
  it.each([
    [5, 4, 1],
    [4, 5, -1],
    ['10', 9, 1],
    [-3.5, '-3.5', 0],
    ['2026-01-02', '2026-01-01', 1],
    ['1999-12-31', '2000-01-01', -1],
    ['2026-01-01', '2026-01-01', 0],
    [null, 5, undefined],
    [undefined, '2026-01-01', undefined],
    ['', 0, undefined],
    [true, 0, undefined],
    ['Gold', 'Silver', undefined],
    ['2026-13-45T00:00:00Z', '2026-01-01', undefined],
    [5, '2026-01-01', undefined],
  ])('of %j and %j is %j', (left, right, sign) => {
    const order = orderOf(left, right);
    expect(order === undefined ? undefined : Math.sign(order)).toBe(sign);
  });

  it('takes a moment as the day on which it falls for the reader', () => {
    const late = '2026-01-01T23:30:00Z';
    expect(orderOf(late, '2026-01-01', 'UTC')).toBe(0);
    expect(orderOf(late, '2026-01-01', 'Europe/Vienna')).toBe(1);
    expect(orderOf(late, '2026-01-01', 'America/Lima')).toBe(0);
    expect(orderOf(late, '2026-01-01', 'Nowhere/Land')).toBe(0);
  });
});
