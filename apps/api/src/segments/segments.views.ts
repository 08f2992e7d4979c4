import type { Segment, SegmentKind, SegmentMember } from '@features/segments';
import { PageOf } from '../http';
import { SentenceView } from './sentence.views';

/** Why a segment is broken. */
export class BrokenReasonView {
  /** JSON pointer into the tree. */
  pointer!: string;
  /** Stable and machine-readable. */
  code!: string;
  /** For people: which rule, and what is missing. */
  message!: string;
  /** For people: how to mend it. */
  remedy!: string;
}

/** What a segment is planned for: a card that people write and read. */
export class PersonaView {
  /** Who these people are. */
  description?: string;
  /** What to tell them. */
  message?: string;
  /** Where they like to be reached. */
  channel?: string;
  /** What to offer them, and at what price. */
  offer?: string;
  /** Who looks after them. */
  owner?: string;
}

/** A jump of the size that nobody dismissed. */
export class SegmentAlertView {
  /** The day, `YYYY-MM-DD` in the workspace's zone. */
  day!: string;
  /** Members on that day. */
  size!: number;
  /** The usual size: the median of the days before. */
  usualSize!: number;
  /** When it was noticed. */
  raisedAt!: string;
}

/** A saved rule tree. */
export class SegmentView {
  /** Id of the segment. */
  id!: string;
  /** Its name. */
  name!: string;
  /** More about it. */
  description!: string;
  /** Whom it selects, in one sentence. */
  summary!: SentenceView;
  /** `dynamic` is evaluated whenever it is used; `static` is a frozen list; of `tracked`, members are kept. */
  kind!: SegmentKind;
  /** The rule tree as it was saved. */
  tree!: Record<string, unknown>;
  /** What the segment is planned for; null when nobody wrote anything. */
  persona!: PersonaView | null;
  /** The entry of the library that it was installed from. */
  libraryKey!: string | null;
  /** Counts the changes of name, description, tree and persona, from 1. */
  version!: number;
  /** Something it refers to is gone; nothing is sent to it. */
  isBroken!: boolean;
  /** Why; empty when it is sound. */
  brokenReasons!: BrokenReasonView[];
  /** The newest jump of its size that nobody dismissed; null when there is none. */
  alert!: SegmentAlertView | null;
  /** Members when last counted; null before that. */
  lastCount!: number | null;
  /** When that was. */
  lastCountedAt!: string | null;
  /** When it was created. */
  createdAt!: string;
  /** When it was last changed. */
  updatedAt!: string;
}

export class SegmentPageView extends PageOf(SegmentView) {}

/** A contact in a segment. */
export class SegmentMemberView {
  /** Id of the contact. */
  id!: string;
  /** Its address. */
  email!: string;
  /** First name. */
  firstName!: string | null;
  /** Last name. */
  lastName!: string | null;
}

export class SegmentMemberPageView extends PageOf(SegmentMemberView) {}

/** How many members. */
export class SegmentCountView {
  /** Contacts that match. */
  count!: number;
  /** Of these, who may be mailed about some topic. */
  mailableCount!: number;
}

/** How many contacts an edit of a static segment touched. */
export class SegmentEditView {
  /** Contacts added, taken out, or frozen. */
  contacts!: number;
}

export function toSegmentView(segment: Segment): SegmentView {
  const { id, name, description, kind, version, isBroken, brokenReasons, lastCount } = segment;
  return {
    id,
    name,
    description,
    summary: segment.summary,
    kind,
    tree: segment.tree as Record<string, unknown>,
    persona: segment.persona,
    libraryKey: segment.libraryKey,
    version,
    isBroken,
    brokenReasons,
    alert: segment.alert && { ...segment.alert, raisedAt: segment.alert.raisedAt.toISOString() },
    lastCount,
    lastCountedAt: segment.lastCountedAt?.toISOString() ?? null,
    createdAt: segment.createdAt.toISOString(),
    updatedAt: segment.updatedAt.toISOString(),
  };
}

export function toSegmentMemberView({ id, email, firstName, lastName }: SegmentMember): SegmentMemberView {
  return { id, email, firstName, lastName };
}
