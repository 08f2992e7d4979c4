import { Injectable } from '@nestjs/common';
import { notFound } from '@platform/errors';
import {
  ContactSegmentsRepository,
  type ContactSegment,
  type SegmentMove,
} from './contact-segments.repository';
import { MembershipsRepository } from './memberships.repository';
import { SegmentTrackingRepository } from './segment-tracking.repository';

/** How far the upkeep of a tracked segment is. */
export interface Tracking {
  /** `starting` until everybody has been evaluated once; `frozen` while its tree is broken or its statement fails. */
  state: 'starting' | 'following' | 'frozen';
  /** Since when entries and leaves are events; null before that. */
  since: Date | null;
  /** The members were right at this moment; null before the first time. */
  evaluatedAt: Date | null;
  members: number;
  /** Why its statement failed, in the words of the database; it is tried again every 15 minutes. */
  failure: string | null;
}

export interface ContactSegments {
  /** Tracked and static segments that the contact is in, by name. */
  memberOf: ContactSegment[];
  /** The newest 100 entries and leaves, newest first. */
  history: SegmentMove[];
}

const HISTORY = 100;

/** What is kept about members, as users see it. */
@Injectable()
export class TrackedSegments {
  constructor(
    private readonly tracking: SegmentTrackingRepository,
    private readonly memberships: MembershipsRepository,
    private readonly ofContacts: ContactSegmentsRepository,
  ) {}

  /** Null when the segment is not tracked. */
  async stateOf(workspaceId: string, segmentId: string): Promise<Tracking | null> {
    const status = await this.tracking.status(workspaceId, segmentId);
    if (!status) return null;
    const { stage, baselineAt, evaluatedAt, failure } = status;
    const isFrozen = stage === 'broken' || stage === 'failed';
    const started = baselineAt === null ? 'starting' : 'following';
    return {
      state: isFrozen ? 'frozen' : started,
      since: baselineAt,
      evaluatedAt,
      members: await this.memberships.countMembers(workspaceId, segmentId),
      failure: stage === 'failed' ? failure : null,
    };
  }

  /** Throws `contact.not-found`. */
  async ofContact(workspaceId: string, contactId: string): Promise<ContactSegments> {
    if (!(await this.ofContacts.hasContact(workspaceId, contactId))) throw notFound('contact', contactId);
    return {
      memberOf: await this.ofContacts.memberOf(workspaceId, contactId),
      history: await this.ofContacts.moves(workspaceId, contactId, HISTORY),
    };
  }
}
