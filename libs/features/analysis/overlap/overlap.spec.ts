import { overlapOf } from './overlap';

it('derives everything from the patterns of memberships', () => {
  // A and B only: 5; A only: 10; all three: 2; C only: 5; nobody's: 100.
  const counts = overlapOf(3, [
    { mask: 0, contacts: 100 },
    { mask: 0b001, contacts: 10 },
    { mask: 0b011, contacts: 5 },
    { mask: 0b111, contacts: 2 },
    { mask: 0b100, contacts: 5 },
  ]);
  expect(counts).toEqual({
    sizes: [17, 7, 7],
    pairs: [
      { first: 0, second: 1, contacts: 7, shareOfFirst: 7 / 17, shareOfSecond: 1 },
      { first: 0, second: 2, contacts: 2, shareOfFirst: 2 / 17, shareOfSecond: 2 / 7 },
      { first: 1, second: 2, contacts: 2, shareOfFirst: 2 / 7, shareOfSecond: 2 / 7 },
    ],
    inAll: 2,
    inExactlyOne: 15,
    inAny: 22,
    inNone: 100,
    combinations: [
      { groups: [0], contacts: 10 },
      { groups: [0, 1], contacts: 5 },
      { groups: [2], contacts: 5 },
      { groups: [0, 1, 2], contacts: 2 },
    ],
  });
});

it('has no share of an empty group', () => {
  expect(overlapOf(2, [{ mask: 1, contacts: 3 }]).pairs).toEqual([
    { first: 0, second: 1, contacts: 0, shareOfFirst: 0, shareOfSecond: null },
  ]);
});
