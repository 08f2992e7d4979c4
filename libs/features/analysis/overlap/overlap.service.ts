import { Injectable } from '@nestjs/common';
import type { CompiledPredicate } from '@features/segments';
import { invalidOverlap } from '../analysis.errors';
import { AnalysisSession } from '../analysis-session.service';
import { AnalysisSources, type SourceInput } from '../analysis-sources.service';
import { narrowed, outside, rulesOf, type JsonTree } from '../source-tree';
import { overlapOf, type Combination, type OverlapCounts } from './overlap';
import { OverlapRepository } from './overlap.repository';

export interface Overlap extends Omit<OverlapCounts, 'combinations'> {
  combinations: (Combination & {
    /** Below the workspace's minimum. */
    tooSmall: boolean;
    /** Selects exactly these contacts. */
    tree: JsonTree;
  })[];
  /** The workspace's minimum size of a segment. */
  minimum: number;
  tookMs: number;
}

/** Exactly one of the two. */
export interface OverlapInput {
  segmentIds?: string[];
  sources?: SourceInput[];
}

export const MAX_GROUPS = 8;
/** Subqueries of all groups together, about one for each rule about events: what one statement may hold. */
const MAX_SUBQUERIES = 2000;

/** How groups of contacts overlap. */
@Injectable()
export class OverlapService {
  constructor(
    private readonly session: AnalysisSession,
    private readonly sources: AnalysisSources,
    private readonly overlaps: OverlapRepository,
  ) {}

  /** 2–8 groups. Throws `analysis.invalid-overlap`, `segment.not-found`, `segment.broken`, `segment.invalid-tree`. */
  async compare(workspaceId: string, input: OverlapInput, now = new Date()): Promise<Overlap> {
    const startedAt = performance.now();
    const inputs = sourcesOf(input);
    if (inputs.length < 2 || inputs.length > MAX_GROUPS) {
      throw invalidOverlap(`Compare 2–${MAX_GROUPS} segments or trees, not ${inputs.length}.`);
    }
    const groups = inputs.map((input, index) => this.sources.read(input, `/sources/${index}`));
    const predicates: CompiledPredicate[] = [];
    let firstParam = 2;
    for (const [index, group] of groups.entries()) {
      const pointer = `/sources/${index}`;
      const predicate = await this.sources.flag(workspaceId, group, { firstParam, now, pointer });
      await this.sources.checkRoom(workspaceId, narrowed(null, [outside(group)]), `${pointer}/tree`);
      firstParam += predicate.params.length;
      predicates.push(predicate);
    }
    const subqueries = predicates.reduce((sum, { sql }) => sum + sql.split('SELECT').length - 1, 0);
    if (subqueries > MAX_SUBQUERIES) {
      throw invalidOverlap('Together these groups have too many rules; compare fewer of them at once.');
    }
    const { minimum } = await this.session.begin(workspaceId, now);
    const masks = await this.session.read(workspaceId, () =>
      this.overlaps.countMasks(workspaceId, predicates),
    );
    const counts = overlapOf(groups.length, masks);
    const combinations = counts.combinations.map((combination) => ({
      ...combination,
      tooSmall: combination.contacts < minimum,
      tree: narrowed(
        null,
        groups.flatMap((group, at) => (combination.groups.includes(at) ? rulesOf(group) : [outside(group)])),
      ),
    }));
    return { ...counts, combinations, minimum, tookMs: Math.round(performance.now() - startedAt) };
  }
}

function sourcesOf({ segmentIds, sources }: OverlapInput): SourceInput[] {
  if (segmentIds && !sources) return segmentIds.map((segmentId) => ({ segmentId }));
  if (sources && !segmentIds) return sources;
  throw invalidOverlap('Give either segmentIds or sources: exactly one of the two.');
}
