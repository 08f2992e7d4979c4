import { Inject, Injectable } from '@nestjs/common';
import { LOGGER, type Logger } from '@platform/logging';
import { FollowSignals } from '../signals/follow-signals.service';
import { Advance } from './advance.service';
import { SequenceNotices } from './sequence-notices.service';

/** A job makes room for other workspaces after so long; the sweep brings it back. */
const TURN_MS = 20_000;

/** What a worker does for one workspace: signals first, so that whoever leaves is not moved on. */
@Injectable()
export class RunSequences {
  constructor(
    private readonly signals: FollowSignals,
    private readonly engine: Advance,
    private readonly notices: SequenceNotices,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Until nothing is left to do, `signal` aborts, or the turn is over. `now` is for tests: left out, the database's clock counts. */
  async run(
    workspaceId: string,
    signal: AbortSignal,
    now?: Date,
  ): Promise<{ signals: number; moved: number }> {
    const turn = AbortSignal.any([signal, AbortSignal.timeout(TURN_MS)]);
    const done = { signals: 0, moved: 0 };
    for (let isMore = true; isMore && !turn.aborted;) {
      const followed = await this.signals.run(workspaceId, turn, now);
      for (const trouble of followed.troubles)
        this.logger.warn({ event: 'sequence.signal-not-followed', workspaceId, ...trouble });
      const moved = await this.engine.run(workspaceId, turn, now);
      done.signals += followed.signals;
      done.moved += moved;
      isMore = moved > 0;
    }
    await this.notices.run(workspaceId, turn, now);
    return done;
  }
}
