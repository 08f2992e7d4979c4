import { Injectable } from '@nestjs/common';
import { Database, isStatementTimeout } from '@platform/database';
import { AudienceService } from '../audience.service';
import type { Campaign } from '../campaign';
import { AudienceCountsRepository, type AudienceCounts } from './audience-counts.repository';

/** What a preflight may take; fixing an audience may take longer, since nobody waits for that. */
export const COUNT_MS = 10_000;
/** Hashes of a million rows need more than the default. */
const MEMORY = { workMemMb: 64, statementMemoryMb: 512 };

interface CountOptions {
  /** Merge fields. */
  fields: readonly string[];
  timeoutMs?: number;
  signal?: AbortSignal | undefined;
}

/** Counts whom a draft would reach now, when that is quick enough. */
@Injectable()
export class AudienceCounter {
  constructor(
    private readonly database: Database,
    private readonly audience: AudienceService,
    private readonly counts: AudienceCountsRepository,
  ) {}

  /**
   * Null when it takes longer than ten seconds. Throws what is wrong with a segment, and `database.busy` when too many large
   * questions are asked at once.
   */
  async count(
    { workspaceId, audience, topicId }: Campaign & { topicId: string },
    { fields, timeoutMs = COUNT_MS, signal }: CountOptions,
  ): Promise<AudienceCounts | null> {
    const compiled = await this.audience.compile(workspaceId, audience, 3);
    try {
      return await this.database.readOnly(
        timeoutMs,
        () => this.counts.count(workspaceId, { topicId, audience: compiled, fields }),
        { turnOf: workspaceId, ...MEMORY, ...(signal && { signal }) },
      );
    } catch (error) {
      if (isStatementTimeout(error)) return null;
      throw error;
    }
  }
}
