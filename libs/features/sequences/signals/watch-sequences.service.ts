import { Inject, Injectable } from '@nestjs/common';
import { LOGGER, type Logger } from '@platform/logging';
import { RunningSequencesRepository } from '../enrollments/running-sequences.repository';
import { DateStarts } from './date-starts.service';
import { LookAgain } from './look-again.service';
import { WatchedSequencesRepository } from './watched-sequences.repository';

const LOOK_AGAIN_MS = 15 * 60_000;

/** What time alone brings about: days of contacts that come, and rule trees whose answer changes without anybody's doing. */
@Injectable()
export class WatchSequences {
  private lookedAt = 0;

  constructor(
    private readonly watched: WatchedSequencesRepository,
    private readonly sequences: RunningSequencesRepository,
    private readonly dates: DateStarts,
    private readonly again: LookAgain,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Dates each time; rule trees at most every quarter of an hour. What is wrong with one sequence does not stop the others. */
  async run(signal: AbortSignal, given?: Date): Promise<void> {
    const now = given ?? (await this.sequences.now());
    for (const sequence of await this.watched.withDates()) {
      if (signal.aborted) return;
      await this.guard(sequence, () => this.dates.run(sequence, now));
    }
    if (Math.abs(now.getTime() - this.lookedAt) < LOOK_AGAIN_MS) return;
    this.lookedAt = now.getTime();
    for (const { workspaceId, id } of await this.watched.withTrees()) {
      if (signal.aborted) return;
      await this.guard({ workspaceId, id }, () => this.again.run(workspaceId, id, { signal, now }));
    }
  }

  private async guard(
    { workspaceId, id }: { workspaceId: string; id: string },
    work: () => Promise<unknown>,
  ): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.logger.warn({ event: 'sequence.not-watched', workspaceId, sequenceId: id, err: error });
    }
  }
}
