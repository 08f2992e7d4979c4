import type { FieldError } from '@platform/errors';
import type { Sentence } from './explain/phrase';

export const SEGMENT_KINDS = ['dynamic', 'static', 'tracked'] as const;
export type SegmentKind = (typeof SEGMENT_KINDS)[number];

/** What a segment is planned for: a card that people write and read. Each text has at most 1000 characters. */
export interface Persona {
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

/** A size that differs much from the usual one; see `history/size-jump.ts`. */
export interface SegmentAlert {
  /** `YYYY-MM-DD` in the workspace's zone. */
  day: string;
  size: number;
  /** Median of the days before. */
  usualSize: number;
  raisedAt: Date;
}

/** A row of `segments`. `tree` is the JSON as its author wrote it. */
export interface SegmentRow {
  id: string;
  name: string;
  description: string;
  kind: SegmentKind;
  tree: unknown;
  persona: Persona | null;
  /** The entry of the library that it was installed from. */
  libraryKey: string | null;
  /** Counts the changes of name, description, tree and persona, from 1. */
  version: number;
  lastCount: number | null;
  lastCountedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
}

/** A segment as users see it: with what is wrong with it, if anything. Nothing is sent to a broken segment. */
export interface Segment extends SegmentRow {
  /** Whom it selects, in one sentence. */
  summary: Sentence;
  isBroken: boolean;
  /** Why, with a pointer into the tree; empty when the segment is sound. */
  brokenReasons: BrokenReason[];
  /** The newest jump of its size that nobody dismissed. */
  alert: SegmentAlert | null;
}

/** What is wrong with a stored tree, and what can be done about it. */
export interface BrokenReason extends FieldError {
  /** How to mend it, for people. */
  remedy: string;
}

export interface SegmentInput {
  /** 1–100 characters, unique in the workspace without regard to case and accents. */
  name: string;
  /** At most 1000 characters. */
  description?: string;
  /** Default `dynamic`. A `static` segment is frozen from the tree at once; of a `tracked` one, members are kept from then on. */
  kind?: SegmentKind;
  tree: unknown;
  persona?: Persona | null;
  /** Only for segments that the library installs. */
  libraryKey?: string;
}

export interface SegmentChanges extends Partial<Omit<SegmentInput, 'kind' | 'libraryKey'>> {
  /** A dynamic segment may become a tracked one, and back. */
  kind?: Exclude<SegmentKind, 'static'>;
  /** Refuses the change unless the segment still has this version. */
  version?: number;
}

/** Somebody who names a segment in a rule tree or an audience. */
export interface SegmentUser {
  kind: 'campaign' | 'segment' | 'sequence';
  id: string;
  name: string;
  /** Of a campaign and a sequence its status, of a segment its kind. */
  status: string;
  /** Deleting the segment is refused while such a user exists. */
  blocksDeletion: boolean;
}

/** A contact in a list of members. */
export interface SegmentMember {
  id: string;
  email: string;
  firstName: string | null;
  lastName: string | null;
}

/** Where an audience comes from: a saved segment or a tree of its own. */
export type AudienceSource = { segmentId: string } | { tree: unknown };
