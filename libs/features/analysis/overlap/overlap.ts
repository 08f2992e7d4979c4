import { shareOf } from '@features/reports';

/** How many contacts are in exactly the groups whose bits are set: bit 0 is the first group. */
export interface MaskCount {
  mask: number;
  contacts: number;
}

export interface OverlapPair {
  /** Positions in the question, from 0. */
  first: number;
  second: number;
  /** Contacts in both. */
  contacts: number;
  /** Of the first group, how much is also in the second, 0 to 1; null when the first is empty. */
  shareOfFirst: number | null;
  shareOfSecond: number | null;
}

export interface Combination {
  /** Positions of the groups that these contacts are in; they are in no other. */
  groups: number[];
  contacts: number;
}

export interface OverlapCounts {
  /** Contacts of each group, in the order of the question. */
  sizes: number[];
  pairs: OverlapPair[];
  inAll: number;
  inExactlyOne: number;
  /** In at least one. */
  inAny: number;
  /** In none: the rest of the workspace. */
  inNone: number;
  /** Largest first; those without contacts are left out. */
  combinations: Combination[];
}

/** Everything about `groups` groups follows from how many contacts have each pattern of memberships. */
export function overlapOf(groups: number, masks: readonly MaskCount[]): OverlapCounts {
  const positions = Array.from({ length: groups }, (_, position) => position);
  const sum = (holds: (mask: number) => boolean): number =>
    masks.reduce((total, { mask, contacts }) => (holds(mask) ? total + contacts : total), 0);
  const sizes = positions.map((position) => sum((mask) => isIn(mask, position)));
  const pairs = positions.flatMap((first) =>
    positions.slice(first + 1).map((second): OverlapPair => {
      const contacts = sum((mask) => isIn(mask, first) && isIn(mask, second));
      const [one = 0, other = 0] = [sizes[first], sizes[second]];
      return {
        first,
        second,
        contacts,
        shareOfFirst: shareOf(contacts, one),
        shareOfSecond: shareOf(contacts, other),
      };
    }),
  );
  return {
    sizes,
    pairs,
    inAll: sum((mask) => mask === 2 ** groups - 1),
    inExactlyOne: sum((mask) => positions.some((position) => mask === 2 ** position)),
    inAny: sum((mask) => mask !== 0),
    inNone: sum((mask) => mask === 0),
    combinations: masks
      .filter(({ mask }) => mask !== 0)
      .toSorted((a, b) => b.contacts - a.contacts || a.mask - b.mask)
      .map(({ mask, contacts }) => ({ groups: positions.filter((at) => isIn(mask, at)), contacts })),
  };
}

function isIn(mask: number, position: number): boolean {
  return (mask & (2 ** position)) !== 0;
}
