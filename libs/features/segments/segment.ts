import type { FieldError } from '@platform/errors';

export const SEGMENT_KINDS = ['dynamic', 'static'] as const;
export type SegmentKind = (typeof SEGMENT_KINDS)[number];

/** A row of `segments`. `tree` is the JSON as its author wrote it. */
export interface SegmentRow {
  id: string;
  name: string;
  description: string;
  kind: SegmentKind;
  tree: unknown;
  version: number;
  lastCount: number | null;
  lastCountedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
}

/** A segment as users see it: with what is wrong with it, if anything. Nothing is sent to a broken segment. */
export interface Segment extends SegmentRow {
  isBroken: boolean;
  /** Why, with a pointer into the tree; empty when the segment is sound. */
  brokenReasons: FieldError[];
}

export interface SegmentInput {
  /** 1–100 characters, unique in the workspace without regard to case and accents. */
  name: string;
  /** At most 1000 characters. */
  description?: string;
  /** Default `dynamic`. A `static` segment is frozen from the tree at once. */
  kind?: SegmentKind;
  tree: unknown;
}

export type SegmentChanges = Partial<Omit<SegmentInput, 'kind'>>;

/** A contact in a list of members. */
export interface SegmentMember {
  id: string;
  email: string;
  firstName: string | null;
  lastName: string | null;
}

/** Where an audience comes from: a saved segment or a tree of its own. */
export type AudienceSource = { segmentId: string } | { tree: unknown };
