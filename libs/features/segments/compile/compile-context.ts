import type { Clock } from '../tree/resolve-time';
import type { RuleTree } from '../tree/rule-tree';
import type { SqlParams } from './sql-params';

/** What a segment rule refers to. */
export type ReferencedSegment = { kind: 'static' } | { kind: 'dynamic'; tree: RuleTree };

/** The tags, topics and segments that a tree names, found beforehand and checked to exist. */
export interface References {
  /** By the folded name or the id that the rule gives. */
  tags: ReadonlyMap<string, string>;
  /** By key or id. */
  topics: ReadonlyMap<string, string>;
  segments: ReadonlyMap<string, ReferencedSegment>;
}

export interface CompileContext {
  workspaceId: string;
  /** Alias of `contacts` in the surrounding statement. */
  contact: string;
  clock: Clock;
  params: SqlParams;
  references: References;
}

/**
 * Whether a rule may be null where it stands. Directly in a WHERE null counts as false, and leaving it so lets
 * PostgreSQL estimate; below a `not` null would stay null, so there every rule is made true or false.
 */
export type Nullability = 'may-be-null' | 'never-null';
