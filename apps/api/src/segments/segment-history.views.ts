import type { SegmentHistory, SegmentUser } from '@features/segments';

/** One day of a segment. */
export class SegmentDayView {
  /** `YYYY-MM-DD` in the workspace's zone. */
  day!: string;
  /** `counted`, `not-counted` (`reason` says why) or `missing`: nobody tried, for example before the segment existed. */
  state!: 'counted' | 'not-counted' | 'missing';
  /** Members when last counted on that day. */
  size!: number | null;
  /** Of these, who could be mailed about some topic. */
  mailable!: number | null;
  /** Contacts that came in; null where the segment was not tracked: only tracked segments know. */
  entered!: number | null;
  /** Contacts that left; null where the segment was not tracked. */
  left!: number | null;
  /** When it was counted, or tried. */
  countedAt!: string | null;
  /** Why it could not be counted. */
  reason!: string | null;
}

/** A segment day by day. */
export class SegmentHistoryView {
  /** First day. */
  from!: string;
  /** Last day. */
  to!: string;
  /** One entry for every day, gaps included. */
  days!: SegmentDayView[];
}

/** Somebody who uses a segment. */
export class SegmentUserView {
  /** `campaign`, `segment` or `sequence`. */
  kind!: 'campaign' | 'segment' | 'sequence';
  /** Its id. */
  id!: string;
  /** Its name. */
  name!: string;
  /** Of a campaign and a sequence its status, of a segment its kind. */
  status!: string;
  /** The segment cannot be deleted while this user exists. */
  blocksDeletion!: boolean;
}

/** Who uses a segment. */
export class SegmentUsageView {
  /** No user blocks it. */
  canBeDeleted!: boolean;
  /** Those that block deletion first, then the newest. */
  users!: SegmentUserView[];
}

export function toSegmentHistoryView({ from, to, days }: SegmentHistory): SegmentHistoryView {
  return {
    from,
    to,
    days: days.map((day) => ({ ...day, countedAt: day.countedAt?.toISOString() ?? null })),
  };
}

export function toSegmentUsageView(users: readonly SegmentUser[]): SegmentUsageView {
  return {
    canBeDeleted: !users.some((user) => user.blocksDeletion),
    users: users.map(({ kind, id, name, status, blocksDeletion }) => ({
      kind,
      id,
      name,
      status,
      blocksDeletion,
    })),
  };
}
