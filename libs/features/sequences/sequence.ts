import type { PublishedGraph, SequenceGraph } from './graph/sequence-graph';

export const SEQUENCE_STATUSES = ['draft', 'active', 'paused', 'archived'] as const;
/**
 * `draft`: never published. `active`: takes people in and moves them on. `paused`: takes people in, who then wait with the others.
 * `archived`: nobody is in it.
 */
export type SequenceStatus = (typeof SEQUENCE_STATUSES)[number];

/** A row of `sequences`. */
export interface Sequence {
  id: string;
  name: string;
  description: string;
  status: SequenceStatus;
  draft: SequenceGraph;
  /** The version that enrols; null before the first. */
  publishedVersion: number | null;
  /** The draft differs from what was published last. */
  hasChanges: boolean;
  /** The entry of the library that it was installed from. */
  libraryKey: string | null;
  /** Counts the changes of name, description and draft, from 1. */
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

export interface SequenceInput {
  /** 1–100 characters, unique in the workspace without regard to case and accents. */
  name: string;
  /** At most 1000 characters. */
  description?: string;
  /** JSON of a graph; empty when left out. */
  graph?: unknown;
  /** Only for sequences that the library installs. */
  libraryKey?: string;
}

export interface SequenceChanges extends Partial<Omit<SequenceInput, 'libraryKey'>> {
  /** Refuses the change unless the sequence still has this version. */
  version?: number;
}

/** What was published at one time, and never changes. */
export interface SequenceVersion {
  /** From 1. */
  number: number;
  graph: PublishedGraph;
  publishedAt: Date;
  /** Who published it, in words. */
  publishedBy: string;
}

/** What becomes of those who are inside when a new version is published. */
export const INSIDE_CHOICES = ['stay', 'move'] as const;
export type InsideChoice = (typeof INSIDE_CHOICES)[number];
