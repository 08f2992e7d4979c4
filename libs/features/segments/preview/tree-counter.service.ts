import { Injectable } from '@nestjs/common';
import { Database, isStatementTimeout } from '@platform/database';
import { compileFilter, compileTogether, type CompileOptions } from '../compile/compile-rule-tree';
import type { SegmentMember } from '../segment';
import { previewCancelled, previewTimeout } from '../segments.errors';
import type { RuleTree } from '../tree/rule-tree';
import { countsAfterEachRule, isMemberSql, stepSql } from './count-steps';
import { PreviewCountsRepository, type CountQuestion, type StepAnswers } from './preview-counts.repository';

/** How an estimate was made. */
export interface Estimate {
  /** `sample`: counted among contacts drawn by chance. `planner`: what PostgreSQL expects, which may be far off. */
  method: 'sample' | 'planner';
  /** Contacts drawn; null for the planner. */
  sampled: number | null;
  /** In 19 of 20 cases the true count is at most this far away; null for the planner. */
  margin: number | null;
}

export interface TreeCounts {
  count: number;
  mailableCount: number;
  sample: SegmentMember[];
  /** The count with only the first, the first two, … top-level rules; null where only the planner was asked. */
  afterEachRule: { pointer: string; count: number }[] | null;
  /** Null: all counts are exact. */
  estimate: Estimate | null;
}

export interface CountLimits {
  /** Milliseconds for the exact count. */
  exactMs: number;
  /** Milliseconds for each statement of the estimate. */
  estimateMs: number;
  /** About how many contacts the estimate asks. */
  drawn: number;
  /** Milliseconds for each statement that is only planned. */
  planMs: number;
}

export interface CountOptions {
  /** Mailable about this topic; null: about any. */
  topicId: string | null;
  /** Aborted when nobody waits for the answer any more. */
  signal?: AbortSignal;
  limits?: Partial<CountLimits>;
}

const LIMITS: CountLimits = { exactMs: 3000, estimateMs: 1500, drawn: 3000, planMs: 2000 };
const SAMPLE = 10;
/** So little that the planner looks the few drawn contacts up instead of building tables of everybody's events. */
const ESTIMATE_MEMORY_MB = 1;

interface Counting extends CountOptions {
  tree: RuleTree;
  compile: CompileOptions;
  question: CountQuestion;
  limits: CountLimits;
}

/** Counts a tree: exactly when that is quick enough, else from contacts drawn by chance, else as the planner expects. */
@Injectable()
export class TreeCounter {
  constructor(
    private readonly db: Database,
    private readonly counts: PreviewCountsRepository,
  ) {}

  /** Throws `segment.preview-cancelled` once the signal is aborted, `segment.preview-timeout` when not even planning is quick. */
  async count(tree: RuleTree, compile: CompileOptions, options: CountOptions): Promise<TreeCounts> {
    const limits = { ...LIMITS, ...options.limits };
    const question = questionOf(tree, compile, options.topicId);
    const counting = { ...options, tree, compile, question, limits };
    try {
      const counted =
        (await unlessTooSlow(() => this.exactly(counting))) ??
        (await unlessTooSlow(() => this.byChance(counting)));
      return counted ?? (await this.byPlan(counting));
    } catch (error) {
      if (options.signal?.aborted) throw previewCancelled();
      throw isStatementTimeout(error) ? previewTimeout(limits.planMs / 1000) : error;
    }
  }

  private async exactly({ tree, question, limits, signal }: Counting): Promise<TreeCounts> {
    const { answers, total } = await this.db.readOnly(
      limits.exactMs,
      async () => ({
        answers: await this.counts.count(question),
        total: tree.not ? await this.counts.countContacts(question.workspaceId) : 0,
      }),
      { turnOf: question.workspaceId, ...(signal && { signal }) },
    );
    return { ...countsOf(tree, answers, total), estimate: null };
  }

  private async byChance({ tree, question, limits, signal }: Counting): Promise<TreeCounts> {
    const { workspaceId } = question;
    const { answers, total, sampled } = await this.db.readOnly(
      limits.estimateMs,
      async () => {
        const total = await this.counts.countContacts(workspaceId);
        const drawn = await this.counts.drawContacts(workspaceId, { size: limits.drawn, total });
        return { total, sampled: drawn.length, answers: await this.counts.count(question, drawn) };
      },
      { turnOf: workspaceId, workMemMb: ESTIMATE_MEMORY_MB, ...(signal && { signal }) },
    );
    const drawn = countsOf(tree, answers, sampled);
    const everybody = (count: number): number => Math.round((count * total) / Math.max(1, sampled));
    return {
      ...drawn,
      count: everybody(drawn.count),
      mailableCount: everybody(drawn.mailableCount),
      afterEachRule: drawn.afterEachRule.map(({ pointer, count }) => ({ pointer, count: everybody(count) })),
      estimate: { method: 'sample', sampled, margin: Math.round(marginOf(drawn.count, sampled) * total) },
    };
  }

  private async byPlan({ tree, compile, question, limits, signal }: Counting): Promise<TreeCounts> {
    const expected = await this.db.readOnly(
      limits.planMs,
      () => this.counts.expected(question.workspaceId, compileFilter(tree, compile), question.topicId),
      { turnOf: question.workspaceId, ...(signal && { signal }) },
    );
    const estimate: Estimate = { method: 'planner', sampled: null, margin: null };
    return { ...expected, sample: [], afterEachRule: null, estimate };
  }
}

/** With `all`, only who passes the first rule is asked further, so that an index may find them. */
function questionOf(tree: RuleTree, compile: CompileOptions, topicId: string | null): CountQuestion {
  const { match, not, rules } = tree;
  const [first, ...others] = rules;
  const narrows = first !== undefined && !not && (match === 'all' || others.length === 0);
  const nodes = rules.map((node, index) => ({
    node,
    nullability: narrows && index === 0 ? ('may-be-null' as const) : ('never-null' as const),
  }));
  const { sql, params } = compileTogether(nodes, compile);
  return {
    workspaceId: compile.workspaceId,
    asked: narrows ? (sql[0] ?? 'true') : 'true',
    step: stepSql(match, narrows ? ['true', ...sql.slice(1)] : sql),
    isMember: isMemberSql(tree, 'c.step'),
    params,
    topicId,
    sampleSize: SAMPLE,
  };
}

function countsOf(
  tree: RuleTree,
  { steps, sample }: StepAnswers,
  total: number,
): TreeCounts & { afterEachRule: { pointer: string; count: number }[] } {
  const members = steps.filter(({ isMember }) => isMember);
  return {
    count: sumOf(members, ({ count }) => count),
    mailableCount: sumOf(members, ({ mailableCount }) => mailableCount),
    sample,
    afterEachRule: countsAfterEachRule(tree, { steps, total }),
    estimate: null,
  };
}

function sumOf<Item>(items: readonly Item[], value: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + value(item), 0);
}

/** Half the width of the 95 % interval of a share (Agresti and Coull), also right when nobody or everybody was a member. */
function marginOf(members: number, sampled: number): number {
  const asked = sampled + 4;
  const share = (members + 2) / asked;
  return 1.96 * Math.sqrt((share * (1 - share)) / asked);
}

/** The answer, or null when PostgreSQL stopped the statement at its time limit. */
async function unlessTooSlow<Answer>(work: () => Promise<Answer>): Promise<Answer | null> {
  try {
    return await work();
  } catch (error) {
    if (isStatementTimeout(error)) return null;
    throw error;
  }
}
