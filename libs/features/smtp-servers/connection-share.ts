/** A process that sends, as the others see it. */
export interface WorkerMember {
  id: string;
  /** The order in which processes joined; given once. */
  seq: number;
  /** The last seq that this process has made room for. */
  settledSeq: number;
}

/** Where this process stands among those that send. */
export interface Standing {
  /** From 0, in the order of joining. */
  rank: number;
  /** This process included. */
  members: number;
  /** Whether all who were here before have made room. */
  isAdmitted: boolean;
  /** The seq of the last one who joined. */
  lastSeq: number;
}

/** Null when `id` is not among the members: then others think that this process is gone. */
export function standingOf(id: string, members: readonly WorkerMember[]): Standing | null {
  const inOrder = [...members].sort((a, b) => a.seq - b.seq);
  const rank = inOrder.findIndex((member) => member.id === id);
  const me = inOrder[rank];
  if (me === undefined) return null;
  const isAdmitted = inOrder.slice(0, rank).every(({ settledSeq }) => settledSeq >= me.seq);
  return { rank, members: inOrder.length, isAdmitted, lastSeq: inOrder[inOrder.length - 1]?.seq ?? me.seq };
}

/**
 * How many of `limit` connections a process may have: the whole part each, and one more for the first ones while any are left.
 * Whoever joins takes the last rank, so that the shares of all others shrink or stay; when one goes, they grow or stay.
 * That is why views that differ for some seconds never add up to more than the limit.
 */
export function shareOf(limit: number, { rank, members }: Pick<Standing, 'rank' | 'members'>): number {
  return Math.floor(limit / members) + (rank < limit % members ? 1 : 0);
}
