import type { SegmentKind } from '../segment';
import type { Sentence } from './phrase';

/** An event that decided: only the properties that the rule asks about, cut where they are long. */
export interface DecidingEvent {
  name: string;
  occurredAt: Date;
  properties: Record<string, unknown>;
}

/** What decided whether a rule holds. */
export type Evidence =
  /** The contact's value; null: none. Long texts and lists are cut. */
  | { kind: 'value'; value: unknown }
  /** The contact's value and the one from which on contacts are in. */
  | { kind: 'percentile'; value: number | null; edge: number | null }
  /** How far away the contact is; null: no known location. */
  | { kind: 'distance'; km: number | null }
  /** How many events the rule counts, what they sum up to (null unless that was asked), and at most three of the latest. */
  | { kind: 'events'; count: number; value: number | null; latest: DecidingEvent[] }
  /** When the tag was added; null: it is not there. */
  | { kind: 'tag'; since: Date | null }
  | { kind: 'topic'; status: 'subscribed' | 'unsubscribed' | 'pending' | 'none'; since: Date | null }
  /** Membership of another segment; `since` only for static ones. */
  | { kind: 'segment'; segmentId: string; name: string; segmentKind: SegmentKind; since: Date | null }
  /** Where the contact falls, from 0 to 100; places below the rule's percentage are in. */
  | { kind: 'sample'; place: number };

/** One group or rule, and whether it holds for the contact. */
export interface Explanation {
  /** JSON pointer of the node, from the root of its tree. */
  pointer: string;
  holds: boolean;
  /** The node in plain words. */
  text: Sentence;
  /** What decided, in plain words; null for groups, whose rules decide. */
  because: string | null;
  evidence: Evidence | null;
  /** Only groups have them. */
  rules?: Explanation[];
  /** Why the contact is in the segment that the rule names, or is not; one level deep, only for segments with a live tree. */
  segment?: Explanation;
}

/** Why one contact is selected, or is not. */
export interface ContactExplanation extends Explanation {
  contactId: string;
  /** The whole in one sentence. */
  sentence: string;
}
