import { Injectable } from '@nestjs/common';
import { KEPT_TIMEOUT_MS, KeptAnswers } from '@features/reports';
import type { CompiledPredicate } from '@features/segments';
import { DomainError, invalidField, notFound } from '@platform/errors';
import { AnalysisSession } from '../analysis-session.service';
import { isKept, KEPT_FRESH_MS } from '../kept-analysis';
import { AnalysisSources } from '../analysis-sources.service';
import { readPeriod, type Period, type PeriodInput } from '../period';
import {
  ranked,
  toFigures,
  type LeaderboardCounts,
  type LeaderboardFigures,
  type LeaderboardRow,
  type LeaderboardSort,
} from './leaderboard';
import { FIRST_SEGMENT_PARAM, LeaderboardRepository } from './leaderboard.repository';

export interface LeaderboardQuestion extends PeriodInput {
  /** Left out: the newest 50. */
  segmentIds?: string[];
  /** Default `revenuePerContact`. */
  sort?: LeaderboardSort;
  /** Default `desc`. */
  direction?: 'asc' | 'desc';
}

export interface Leaderboard {
  period: Period;
  /** ISO 4217. */
  currency: string;
  /** Everybody in the workspace, to compare with. */
  everyone: LeaderboardFigures;
  segments: LeaderboardRow[];
  /** Segments that cannot be evaluated, and why. */
  broken: { segmentId: string; name: string; reason: string }[];
  tookMs: number;
  /** When a worker counted it; null: now. */
  countedAt: Date | null;
  isBeingCounted: boolean;
}

/** Before it is sorted. */
type Counted = Omit<Leaderboard, 'countedAt' | 'isBeingCounted'>;
type Question = PeriodInput & Pick<LeaderboardQuestion, 'segmentIds'>;

const KIND = 'leaderboard';

export const MAX_SEGMENTS = 50;

const EVERYONE: CompiledPredicate = { sql: 'true', params: [] };
const NOTHING: LeaderboardCounts = {
  contacts: 0,
  buyers: 0,
  orders: 0,
  revenue: 0,
  attributedRevenue: 0,
  delivered: 0,
  trackableDelivered: 0,
  uniqueHumanOpens: 0,
  uniqueHumanClicks: 0,
  unsubscribed: 0,
};

interface Contender {
  id: string;
  name: string;
}

/** Which segments bring what. Members are those of now, whatever the period. */
@Injectable()
export class LeaderboardService {
  constructor(
    private readonly session: AnalysisSession,
    private readonly sources: AnalysisSources,
    private readonly leaderboard: LeaderboardRepository,
    private readonly kept: KeptAnswers,
  ) {
    kept.define({
      kind: KIND,
      namesPeople: false,
      count: (workspaceId, question: Question) =>
        this.count(workspaceId, question, { now: new Date(), timeoutMs: KEPT_TIMEOUT_MS }),
    });
  }

  /** Throws `segment.not-found`, `analysis.invalid-period`, `analysis.timeout`. */
  async rank(workspaceId: string, question: LeaderboardQuestion, now = new Date()): Promise<Leaderboard> {
    const { sort = 'revenuePerContact', direction = 'desc', segmentIds, from, to } = question;
    const asked: Question = { ...(from && { from }), ...(to && { to }), ...(segmentIds && { segmentIds }) };
    const counted = (await isKept(this.kept, workspaceId))
      ? await this.ask(workspaceId, asked, now)
      : { ...(await this.count(workspaceId, asked, { now })), countedAt: null, isBeingCounted: false };
    return { ...counted, segments: ranked(counted.segments, { sort, direction }) };
  }

  private async ask(workspaceId: string, question: Question, now: Date): Promise<Leaderboard> {
    readPeriod(question, await this.session.begin(workspaceId, now));
    await this.contenders(workspaceId, question.segmentIds);
    const segments = await this.session.segmentsMark(workspaceId);
    const { answer, ...when } = await this.kept.ask<object, Counted>(workspaceId, KIND, {
      question: { ...question, segments },
      freshMs: KEPT_FRESH_MS,
    });
    const { from, to } = answer.period;
    return { ...answer, period: { from: new Date(from), to: new Date(to) }, ...when };
  }

  private async count(
    workspaceId: string,
    question: Question,
    { now, timeoutMs }: { now: Date; timeoutMs?: number },
  ): Promise<Counted> {
    const startedAt = performance.now();
    const moment = await this.session.begin(workspaceId, now);
    const period = readPeriod(question, moment);
    const contenders = await this.contenders(workspaceId, question.segmentIds);
    const { sound, predicates, broken } = await this.compile(workspaceId, contenders, now);
    const counts = await this.session.read(
      workspaceId,
      () => this.leaderboard.count(workspaceId, period, [EVERYONE, ...predicates]),
      timeoutMs,
    );
    const figures = (position: number): LeaderboardFigures =>
      toFigures(counts.get(position) ?? NOTHING, moment.minimum);
    const rows = sound.map(({ id, name }, index) => ({ segmentId: id, name, ...figures(index + 1) }));
    return {
      period,
      currency: moment.currency,
      everyone: figures(0),
      segments: rows,
      broken,
      tookMs: Math.round(performance.now() - startedAt),
    };
  }

  private async contenders(workspaceId: string, segmentIds: string[] | undefined): Promise<Contender[]> {
    const ids = segmentIds && [...new Set(segmentIds.map((id) => id.toLowerCase()))];
    if (ids && ids.length > MAX_SEGMENTS) {
      throw invalidField(
        '/segmentIds',
        'analysis.too-many-segments',
        `Compare at most ${MAX_SEGMENTS} segments at once.`,
      );
    }
    const found = await this.leaderboard.listSegments(workspaceId, { ids: ids ?? null, limit: MAX_SEGMENTS });
    const missing = ids?.find((id) => !found.some((segment) => segment.id === id));
    if (missing !== undefined) throw notFound('segment', missing);
    return found;
  }

  private async compile(
    workspaceId: string,
    contenders: readonly Contender[],
    now: Date,
  ): Promise<{ sound: Contender[]; predicates: CompiledPredicate[]; broken: Leaderboard['broken'] }> {
    const sound: Contender[] = [];
    const predicates: CompiledPredicate[] = [];
    const broken: Leaderboard['broken'] = [];
    let firstParam = FIRST_SEGMENT_PARAM;
    for (const segment of contenders) {
      try {
        const predicate = await this.sources.filter(
          workspaceId,
          { segmentId: segment.id },
          { firstParam, now },
        );
        firstParam += predicate.params.length;
        sound.push(segment);
        predicates.push(predicate);
      } catch (error) {
        if (!(error instanceof DomainError) || error.code !== 'segment.broken') throw error;
        broken.push({ segmentId: segment.id, name: segment.name, reason: error.message });
      }
    }
    return { sound, predicates, broken };
  }
}
