import { audienceOf, deliveryStatuses, deliveryTransitions, emptyCounts, mayBecome } from './delivery-status';

describe('delivery states', () => {
  it('can all be reached from pending', () => {
    const reached = new Set(['pending']);
    for (let grew = true; grew;) {
      grew = false;
      for (const from of deliveryStatuses.filter((status) => reached.has(status))) {
        for (const to of deliveryTransitions[from]) {
          grew ||= !reached.has(to);
          reached.add(to);
        }
      }
    }
    expect([...reached].sort()).toEqual([...deliveryStatuses].sort());
  });

  it('never leave an accepted or suppressed delivery', () => {
    for (const final of ['accepted', 'suppressed'] as const) {
      for (const to of deliveryStatuses) expect(mayBecome(final, to)).toBe(false);
    }
  });

  it('open a refused or cancelled delivery only to wait again', () => {
    expect(deliveryTransitions.refused).toEqual(['pending']);
    expect(deliveryTransitions.cancelled).toEqual(['pending']);
  });

  it('never send a delivery that was handed over again without a decision', () => {
    expect(mayBecome('handed_over', 'claimed')).toBe(false);
    expect(mayBecome('uncertain', 'claimed')).toBe(false);
    expect(mayBecome('uncertain', 'handed_over')).toBe(false);
  });

  it('sum up to the audience', () => {
    expect(audienceOf({ ...emptyCounts(), accepted: 7, refused: 2, pending: 1 })).toBe(10);
  });
});
