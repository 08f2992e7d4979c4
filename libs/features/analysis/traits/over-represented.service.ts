import { Injectable } from '@nestjs/common';
import { KEPT_TIMEOUT_MS, KeptAnswers } from '@features/reports';
import { SqlParams, type AudienceSource } from '@features/segments';
import { AnalysisSession } from '../analysis-session.service';
import { isKept, KEPT_FRESH_MS } from '../kept-analysis';
import { AnalysisSources, type SourceInput } from '../analysis-sources.service';
import { DimensionsService } from '../dimensions/dimensions.service';
import { traitsOf, type Trait } from './trait';
import { TraitsRepository } from './traits.repository';

export interface OverRepresentedInput extends SourceInput {
  /** Default: everyone. */
  against?: SourceInput;
  /** 1–100; default 20. */
  limit?: number;
}

export interface OverRepresented {
  traits: Trait[];
  /** Contacts of the segment. */
  contacts: number;
  /** Contacts of the reference, those of the segment who are in it included. */
  referenceContacts: number;
  /** How many values were compared; `pValue` takes account of it. */
  compared: number;
  /** The segment has fewer contacts than the workspace's minimum. */
  tooSmall: boolean;
  minimum: number;
  tookMs: number;
  /** When a worker counted it; null: now. */
  countedAt: Date | null;
  isBeingCounted: boolean;
}

interface Groups {
  source: AudienceSource;
  against: AudienceSource | null;
}

/** All that are significant. */
type Counted = Omit<OverRepresented, 'countedAt' | 'isBeingCounted'>;

const KIND = 'over-represented';
const DEFAULT_LIMIT = 20;
const MOST_KEPT = 100;

/** What the contacts of a segment have in common that others have not. */
@Injectable()
export class OverRepresentedService {
  constructor(
    private readonly session: AnalysisSession,
    private readonly sources: AnalysisSources,
    private readonly dimensions: DimensionsService,
    private readonly traits: TraitsRepository,
    private readonly kept: KeptAnswers,
  ) {
    kept.define({
      kind: KIND,
      // A rule may ask for an address, and a value may be that of few.
      namesPeople: true,
      count: (workspaceId, { source, against }: Groups) =>
        this.compare(
          workspaceId,
          { source, against, limit: MOST_KEPT },
          { now: new Date(), timeoutMs: KEPT_TIMEOUT_MS },
        ),
    });
  }

  /** Throws `segment.not-found`, `segment.broken`, `segment.invalid-tree`, `analysis.timeout`. */
  async find(workspaceId: string, input: OverRepresentedInput, now = new Date()): Promise<OverRepresented> {
    const source = this.sources.read(input);
    const against = input.against ? this.sources.read(input.against, '/against') : null;
    const limit = input.limit ?? DEFAULT_LIMIT;
    if (await isKept(this.kept, workspaceId)) return this.ask(workspaceId, { source, against, limit }, now);
    const counted = await this.compare(workspaceId, { source, against, limit }, { now });
    return { ...counted, countedAt: null, isBeingCounted: false };
  }

  private async ask(
    workspaceId: string,
    { source, against, limit }: Groups & { limit: number },
    now: Date,
  ): Promise<OverRepresented> {
    await this.sources.flag(workspaceId, source, { firstParam: 2, now });
    if (against) await this.sources.flag(workspaceId, against, { firstParam: 2, now, pointer: '/against' });
    const segments = await this.session.segmentsMark(workspaceId);
    const { answer, ...when } = await this.kept.ask<object, Counted>(workspaceId, KIND, {
      question: { source, against, segments },
      freshMs: KEPT_FRESH_MS,
    });
    return { ...answer, traits: answer.traits.slice(0, limit), ...when };
  }

  /** As `find`, of groups that were read already; `against` null: everyone. */
  async compare(
    workspaceId: string,
    { source, against, limit }: Groups & { limit: number },
    { now, timeoutMs }: { now: Date; timeoutMs?: number },
  ): Promise<Counted> {
    const startedAt = performance.now();
    const { zone, minimum } = await this.session.begin(workspaceId, now);
    const segment = await this.sources.flag(workspaceId, source, { firstParam: 2, now });
    const firstParam = segment.params.length + 2;
    const reference = against
      ? await this.sources.flag(workspaceId, against, { firstParam, now, pointer: '/against' })
      : { sql: 'true', params: [] };
    const params = new SqlParams(firstParam + reference.params.length);
    const dimensions = await this.dimensions.traits({ workspaceId, clock: { now, zone }, params });
    const { sizes, counts } = await this.session.read(
      workspaceId,
      () => this.traits.count(workspaceId, { segment, reference, dimensions, params }),
      timeoutMs,
    );
    const { traits, compared } = traitsOf(counts, { sizes, dimensions });
    return {
      traits: traits.slice(0, limit),
      contacts: sizes.inside,
      referenceContacts: sizes.reference,
      compared,
      tooSmall: sizes.inside < minimum,
      minimum,
      tookMs: Math.round(performance.now() - startedAt),
    };
  }
}
