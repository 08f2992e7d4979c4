import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import { SequenceNudge } from './engine/sequence-nudge.service';
import type { WhichInside } from './enrollments/departures.repository';
import { Enrollments } from './enrollments/enrollments.service';
import type { InsideChoice } from './sequence';
import { SequenceListeners } from './signals/sequence-listeners.service';

/** What a change of a sequence means for those who are in it; each in the transaction of the change. */
@Injectable()
export class SequenceInside {
  constructor(
    private readonly db: Database,
    private readonly enrollments: Enrollments,
    private readonly listeners: SequenceListeners,
    private readonly nudge: SequenceNudge,
  ) {}

  /** Returns how many moved over to the new version. */
  async published(
    workspaceId: string,
    id: string,
    { version, inside }: { version: number; inside: InsideChoice },
  ): Promise<number> {
    const moved = inside === 'move' ? await this.enrollments.moveToVersion(workspaceId, id, { version }) : 0;
    await this.listeners.rebuild(workspaceId, id);
    return moved;
  }

  /** Paused, resumed or restored. */
  async turned(workspaceId: string, id: string): Promise<void> {
    await this.listeners.rebuild(workspaceId, id);
    await this.db.afterCommit(() => this.nudge.nudge(workspaceId));
  }

  async archived(workspaceId: string, id: string): Promise<void> {
    await this.enrollments.endAll(workspaceId, id, { reason: 'archived' });
    await this.listeners.rebuild(workspaceId, id);
  }

  /** Takes people out of a sequence that goes on. Returns how many. */
  async stopped(workspaceId: string, id: string, which: WhichInside): Promise<number> {
    return this.enrollments.endAll(workspaceId, id, { reason: 'stopped', which });
  }

  /** Returns how many. Throws `enrollment.no-such-step`. */
  async moved(
    workspaceId: string,
    id: string,
    move: { to: string; which: WhichInside; by: string },
  ): Promise<number> {
    return this.enrollments.moveAll(workspaceId, id, move);
  }
}
