import { Injectable } from '@nestjs/common';
import { SqlParams, type AudienceSource } from '@features/segments';
import { AnalysisSession } from '../analysis-session.service';
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
}

const DEFAULT_LIMIT = 20;

/** What the contacts of a segment have in common that others have not. */
@Injectable()
export class OverRepresentedService {
  constructor(
    private readonly session: AnalysisSession,
    private readonly sources: AnalysisSources,
    private readonly dimensions: DimensionsService,
    private readonly traits: TraitsRepository,
  ) {}

  /** Throws `segment.not-found`, `segment.broken`, `segment.invalid-tree`, `analysis.timeout`. */
  async find(workspaceId: string, input: OverRepresentedInput, now = new Date()): Promise<OverRepresented> {
    const source = this.sources.read(input);
    const against = input.against ? this.sources.read(input.against, '/against') : null;
    return this.compare(workspaceId, { source, against, limit: input.limit ?? DEFAULT_LIMIT }, now);
  }

  /** As `find`, of groups that were read already; `against` null: everyone. */
  async compare(
    workspaceId: string,
    { source, against, limit }: { source: AudienceSource; against: AudienceSource | null; limit: number },
    now: Date,
  ): Promise<OverRepresented> {
    const startedAt = performance.now();
    const { zone, minimum } = await this.session.begin(workspaceId, now);
    const segment = await this.sources.flag(workspaceId, source, { firstParam: 2, now });
    const firstParam = segment.params.length + 2;
    const reference = against
      ? await this.sources.flag(workspaceId, against, { firstParam, now, pointer: '/against' })
      : { sql: 'true', params: [] };
    const params = new SqlParams(firstParam + reference.params.length);
    const dimensions = await this.dimensions.traits({ workspaceId, clock: { now, zone }, params });
    const { sizes, counts } = await this.session.read(workspaceId, () =>
      this.traits.count(workspaceId, { segment, reference, dimensions, params }),
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
