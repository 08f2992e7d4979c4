import { Injectable } from '@nestjs/common';
import { compileNextFlip, dependsOnPeers } from '../flips/next-flip';
import { compileRuleTree } from '../compile/compile-rule-tree';
import { RuleReferencesRepository } from '../rule-references.repository';
import { RuleTreeLoader, type LoadedTree } from '../rule-tree-loader';
import { FIRST_PARAM, type Question } from './memberships.repository';
import type { TrackedRow } from './segment-tracking.repository';
import { meaningOf, watchedEvents } from './tracked-meaning';
import type { TrackedMeaning } from './tracking-stage';

/** The tree of a tracked segment, ready to be asked. */
export interface TrackedTree extends TrackedMeaning {
  watchedEvents: string[];
  /** The question, as of `now`. */
  questionAt(now: Date): Question;
}

/** Reads the trees of tracked segments, with everything that they name. */
@Injectable()
export class TrackedTrees {
  constructor(
    private readonly loader: RuleTreeLoader,
    private readonly references: RuleReferencesRepository,
  ) {}

  /** By segment; null where the tree is broken. A handful of queries, however many segments. */
  async load(workspaceId: string, rows: readonly TrackedRow[]): Promise<Map<string, TrackedTree | null>> {
    const sources = rows.map((row) => ({ json: row.tree, isStored: true, self: row.segmentId }));
    const loaded = await this.loader.loadMany(workspaceId, sources);
    const { zone } = await this.references.workspace(workspaceId);
    return new Map(
      rows.map((row, index) => [row.segmentId, ready(loaded[index], { workspaceId, zone })] as const),
    );
  }
}

function ready(
  loaded: LoadedTree | undefined,
  { workspaceId, zone }: { workspaceId: string; zone: string },
): TrackedTree | null {
  if (!loaded?.ok) return null;
  const { tree, references } = loaded;
  return {
    meaning: meaningOf(tree, references, zone),
    dependsOnPeers: dependsOnPeers(tree, references),
    watchedEvents: watchedEvents(tree, references),
    questionAt: (now) => {
      const options = { workspaceId, clock: { now, zone }, references };
      const holds = compileRuleTree(tree, { ...options, firstParam: FIRST_PARAM });
      const firstParam = FIRST_PARAM + holds.params.length;
      return { holds, nextFlip: compileNextFlip(tree, { ...options, firstParam }) };
    },
  };
}
