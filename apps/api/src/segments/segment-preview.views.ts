import type { SegmentPreview, Sentence } from '@features/segments';
import { SegmentMemberView, toSegmentMemberView } from './segments.views';
import { SentenceView } from './sentence.views';

/** The count up to one rule. */
export class RuleCountView {
  /** JSON pointer of the rule. */
  pointer!: string;
  /** Contacts with the top-level rules up to this one. */
  count!: number;
}

/** How an estimate was made. */
export class EstimateView {
  /** `sample`: counted among contacts drawn by chance. `planner`: what PostgreSQL expects, which may be far off. */
  method!: 'sample' | 'planner';
  /** Contacts drawn; null for the planner. */
  sampled!: number | null;
  /** In 19 of 20 cases the true count is at most this far away; null for the planner. */
  margin!: number | null;
}

/** Who a tree selects. */
export class SegmentPreviewView {
  /** Whom the tree selects, in one sentence. */
  summary!: SentenceView;
  /** Contacts that match. */
  count!: number;
  /** Of these, who may be mailed about the topic in question, or about any. */
  mailableCount!: number;
  /** Counting took too long, so the counts are estimates. */
  isEstimate!: boolean;
  /** How they were made; null for exact counts. */
  estimate!: EstimateView | null;
  /** At most ten of them. */
  sample!: SegmentMemberView[];
  /** Fewer than `minimum`. */
  tooSmall!: boolean;
  /** The workspace's minimum size. */
  minimum!: number;
  /** How long it took, in milliseconds. */
  tookMs!: number;
  /** The count after each top-level rule, in their order; null where only the planner was asked. */
  afterEachRule!: RuleCountView[] | null;
}

export function toSegmentPreviewView(preview: SegmentPreview, summary: Sentence): SegmentPreviewView {
  const { sample, estimate } = preview;
  return { ...preview, summary, isEstimate: estimate !== null, sample: sample.map(toSegmentMemberView) };
}
