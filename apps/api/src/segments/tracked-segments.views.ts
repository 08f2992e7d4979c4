import type { ContactSegments, Segment, Tracking } from '@features/segments';
import { SegmentView, toSegmentView } from './segments.views';

/** How far the upkeep of a tracked segment is. */
export class TrackingView {
  /** `starting` until its members have been found; `frozen` while it is broken or its statement fails. */
  state!: Tracking['state'];
  /** Since when entering and leaving are events; null before that. */
  since!: string | null;
  /** The members were right at this moment; null before the first time. */
  evaluatedAt!: string | null;
  /** Members at this moment. */
  members!: number;
  /** Why its statement failed, in the words of the database; it is tried again every 15 minutes. */
  failure!: string | null;
}

/** A segment, and the upkeep of its members where it is tracked. */
export class SegmentDetailsView extends SegmentView {
  /** Null unless the segment is tracked. */
  tracking!: TrackingView | null;
}

/** A tracked or static segment that a contact is in. */
export class ContactSegmentView {
  /** Id of the segment. */
  id!: string;
  /** Its name. */
  name!: string;
  /** `tracked` or `static`: dynamic segments keep no members. */
  kind!: 'tracked' | 'static';
  /** When the contact entered, was added, or was found to be in when the tracking began. */
  since!: string;
}

/** One entry into a tracked segment, or one leave. */
export class SegmentMoveView {
  /** Id of the segment, which may have been deleted since then. */
  segmentId!: string;
  /** Its name at that time. */
  name!: string;
  /** What happened. */
  what!: 'entered' | 'left';
  /** When. */
  at!: string;
}

/** What a contact has to do with segments. */
export class ContactSegmentsView {
  /** Tracked and static segments that it is in, by name. */
  memberOf!: ContactSegmentView[];
  /** The newest 100 entries into tracked segments and leaves, newest first. */
  history!: SegmentMoveView[];
}

export function toSegmentDetailsView(segment: Segment, tracking: Tracking | null): SegmentDetailsView {
  return { ...toSegmentView(segment), tracking: tracking && toTrackingView(tracking) };
}

export function toContactSegmentsView({ memberOf, history }: ContactSegments): ContactSegmentsView {
  return {
    memberOf: memberOf.map((segment) => ({ ...segment, since: segment.since.toISOString() })),
    history: history.map((move) => ({ ...move, at: move.at.toISOString() })),
  };
}

function toTrackingView({ since, evaluatedAt, ...tracking }: Tracking): TrackingView {
  return {
    ...tracking,
    since: since?.toISOString() ?? null,
    evaluatedAt: evaluatedAt?.toISOString() ?? null,
  };
}
